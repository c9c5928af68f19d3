/** The invented people of De Kiezelboom, as the API's documents show them: Tuesday 24 November 2026, in the morning. */
export const school = "5b0c6a1e-7f1d-4c53-9d59-0a6b4c2e1f01";
export const schoolName = { name: "De Kiezelboom", phone: "030 123 45 67" };
export const today = "2026-11-24";
export const tomorrow = "2026-11-25";
export const reportedAt = "2026-11-24T06:42:10.000Z";
export const seenAt = "2026-11-24T06:44:05.000Z";

const group5 = { id: "c2d4e6f8-1a3b-4c5d-8e7f-9a0b1c2d3e05", name: "Groep 5" };
const group6 = { id: "c2d4e6f8-1a3b-4c5d-8e7f-9a0b1c2d3e06", name: "Groep 6" };
export const groups = { five: group5, six: group6 };

export const notices = {
  away: "e1f2a3b4-5c6d-4e7f-8a9b-0c1d2e3f4a01",
  over: "e1f2a3b4-5c6d-5e7f-8a9b-0c1d2e3f4a02",
};

/** Fenna and Joris teach, Marit stands in, Ilse is at the office, Samira is Noor's mother. */
export const people = {
  fenna: { id: "3f9a7c21-8e4d-4b6a-9c1f-2d5e8a7b6c01", name: "Fenna de Wit" },
  joris: { id: "3f9a7c21-8e4d-4b6a-9c1f-2d5e8a7b6c02", name: "Joris Blom" },
  marit: { id: "3f9a7c21-8e4d-4b6a-9c1f-2d5e8a7b6c03", name: "Marit Smeets" },
  ilse: { id: "3f9a7c21-8e4d-4b6a-9c1f-2d5e8a7b6c04", name: "Ilse Kok" },
  samira: { id: "3f9a7c21-8e4d-4b6a-9c1f-2d5e8a7b6c05", name: "Samira Yıldız" },
};
export const household = { id: "8d7c6b5a-4f3e-4d2c-9b1a-0f9e8d7c6b01", name: "Yıldız" };
export const pupils = {
  noor: { id: "74a1b2c3-d4e5-4f60-8a1b-2c3d4e5f6001", name: "Noor Yıldız", group: group5 },
  daan: { id: "74a1b2c3-d4e5-4f60-8a1b-2c3d4e5f6002", name: "Daan Yıldız", group: group6 },
};

export const lessons = [{ from: "08:30", until: "14:30" }];
export const windows = [
  { from: "08:00", until: "08:25" },
  { from: "14:45", until: "16:30" },
];

/** Not a real token: three parts, as one has. */
export const accessToken = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";
export const session = "eyJlbWFpbCI6InNhbWlyYUBlamVtcGxvLmV4YW1wbGUifQ";
export const refreshToken = "bm90LWEtcmVhbC10b2tlbi1idXQtYXMtbG9uZy1hcy0x";
