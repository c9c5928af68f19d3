import type { CSSProperties } from "react";

/** The look's tokens: mail programs know no custom properties, so values stand where they are used. */
const light = {
  ground: "#f4f5f1",
  surface: "#ffffff",
  sunken: "#e9ebe4",
  ink: "#15211f",
  soft: "#475551",
  accent: "#0b5a57",
  onAccent: "#ffffff",
  urgentTint: "#fbe7e2",
  urgentInk: "#7d1a10",
};
const dark = {
  ground: "#101615",
  surface: "#19211f",
  sunken: "#0a0f0e",
  ink: "#ecf1ee",
  soft: "#b1beb9",
  accent: "#74cfc2",
  onAccent: "#05211e",
  urgentTint: "#43201b",
  urgentInk: "#ffcfc7",
};

/** The only rules in the head; a program that drops them shows the light mail, whole. */
export const HEAD_RULES = `:root{color-scheme:light dark;supported-color-schemes:light dark}
body{margin:0;background-color:${light.ground}}
.k-quoted p{margin:0 0 14px}.k-quoted p:last-child{margin:0}
@media (prefers-color-scheme:dark){
body,.k-ground{background-color:${dark.ground}!important}
.k-card{background-color:${dark.surface}!important}
.k-ink,.k-card,.k-card td,.k-card p{color:${dark.ink}!important}
.k-soft{color:${dark.soft}!important}
.k-card .k-tag{background-color:${dark.urgentTint}!important;color:${dark.urgentInk}!important}
.k-sunken{background-color:${dark.sunken}!important}
.k-button{background-color:${dark.accent}!important}
.k-button a{color:${dark.onAccent}!important}
.k-link{color:${dark.accent}!important}
}`;

const face: CSSProperties = { fontFamily: "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif" };
const body: CSSProperties = { fontSize: 17, lineHeight: "26px" };
const below = (marginBottom: number): CSSProperties => ({ marginTop: 0, marginBottom });

export const look = {
  ground: { padding: "24px 0 32px", backgroundColor: light.ground },
  sheet: { width: "100%", maxWidth: 600 },
  from: {
    ...face,
    ...below(0),
    padding: "0 24px 14px",
    fontSize: 18,
    lineHeight: "24px",
    fontWeight: 600,
    color: light.ink,
  },
  card: {
    ...face,
    ...body,
    padding: "28px 24px 12px",
    backgroundColor: light.surface,
    borderRadius: 16,
    wordBreak: "break-word", // an address in a text is wider than a phone
    color: light.ink,
  },
  tag: {
    ...below(16),
    padding: "8px 14px",
    borderRadius: 8,
    backgroundColor: light.urgentTint,
    color: light.urgentInk,
    fontSize: 16,
    lineHeight: "24px",
    fontWeight: 700,
  },
  heading: { ...below(16), fontSize: 24, lineHeight: "30px", fontWeight: 700 },
  words: { ...body, ...below(16) },
  firm: { ...body, ...below(16), fontWeight: 700 },
  list: { ...below(16), paddingLeft: 22 },
  item: { ...body, ...below(6) },
  quoted: { ...body, ...below(16) },
  boxed: { ...below(20), padding: "14px 16px", borderRadius: 10, backgroundColor: light.sunken },
  button: below(20),
  buttonCell: {
    backgroundColor: light.accent,
    borderRadius: 10,
    textAlign: "center",
    ...({ msoPaddingAlt: "14px 20px" } as CSSProperties), // Outlook's Word engine pads the cell, not the link
  },
  buttonLink: {
    display: "block",
    padding: "14px 20px",
    color: light.onAccent,
    fontSize: 18,
    lineHeight: "24px",
    fontWeight: 600,
    textDecoration: "none",
  },
  phone: { color: light.accent, textDecoration: "underline", whiteSpace: "nowrap" },
  code: {
    ...below(20),
    padding: "16px 8px 16px 16px",
    borderRadius: 10,
    backgroundColor: light.sunken,
    fontSize: 40,
    lineHeight: "48px",
    fontWeight: 700,
    letterSpacing: 8, // apart for the eye, together when copied
    textAlign: "center",
  },
  footer: { ...face, ...below(0), padding: "16px 24px 0", fontSize: 16, lineHeight: "24px", color: light.soft },
} satisfies Record<string, CSSProperties>;
