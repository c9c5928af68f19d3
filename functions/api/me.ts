import * as z from "zod";
import { PersonId, SchoolId } from "#events/ids.ts";
import { GroupRef, PupilRef } from "./common.ts";
import * as of from "./example.ts";
import { route } from "./route.ts";

export const Me = z
  .object({
    schools: z.array(
      z.object({
        school: z.object({ id: SchoolId, name: z.string(), phone: z.string() }),
        person: z.object({ id: PersonId, name: z.string(), firstName: z.string() }),
        language: z.enum(["nl", "en"]),
        roles: z.array(z.enum(["guardian", "teacher", "office", "head"])),
        groups: z
          .array(GroupRef)
          .meta({ description: "A teacher's own groups, and those that they have today in somebody's place." }),
        pupils: z
          .array(PupilRef.extend({ mayReportSick: z.boolean() }))
          .meta({ description: "A guardian's children." }),
      }),
    ),
  })
  .meta({
    id: "Me",
    example: {
      schools: [
        {
          school: { id: of.school, ...of.schoolName },
          person: { ...of.people.samira, firstName: "Samira" },
          language: "nl",
          roles: ["guardian"],
          groups: [],
          pupils: [
            { ...of.pupils.daan, mayReportSick: true },
            { ...of.pupils.noor, mayReportSick: true },
          ],
        },
      ],
    },
  });

export const me = route({
  operationId: "me",
  method: "get",
  path: "/v1/me",
  function: "queries",
  auth: "login",
  summary: "Who the caller is at each school.",
  params: z.strictObject({}),
  answer: Me,
  problems: [],
});
