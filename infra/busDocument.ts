import * as z from "zod";
import { type AnyEvent, type Category, categories, type EventSchema } from "#events/catalog.ts";
import { Outcome } from "#events/duty.ts";
import { Actor, Envelope } from "#events/event.ts";
import { GroupId, HouseholdId, LoginId, NoticeId, PersonId, PupilId, SchoolId } from "#events/ids.ts";
import { Relation, StaffRole } from "#events/people.ts";
import { Erased, SealedText, sealedFields } from "#events/sealed.ts";
import { Instant, SchoolDay, TimeOfDay, WeekTimes } from "#events/time.ts";
import { BUS_SOURCE } from "#functions/adapters/bus.ts";
import { toldToFamilies } from "#functions/notify/expand/told.ts";

type Type = AnyEvent["type"];

/** What each event says, in a line. */
const meaning: Record<Type, string> = {
  AbsenceAnnounced: "A teacher is away (S4), both days included, with what happens to each group.",
  AbsenceCalledOff: "An announced absence is over or was a mistake.",
  ClosedDaysSet: "The days on which there is no school.",
  ContactRestricted: "Nothing about this pupil goes to this person from now on.",
  GroupFormed: "The school has this group.",
  GuardianLinked: "A person stands in this relation to a pupil.",
  LessonTimesSet: "When a group has lessons.",
  LoginLinked: "From now on this login acts as this person.",
  LookRecorded: "A member of staff opened a pupil's health data.",
  NoticeAnswered: "A guardian's answer for one pupil; a later one replaces it.",
  NoticePublished: "An important notice (S4) that is not a teacher's absence.",
  PersonAdded: "The school knows this person.",
  PupilEnrolled: "A pupil comes to school, in this group.",
  PupilLeft: "A pupil left the school.",
  PupilMoved: "A pupil goes to another group.",
  RecipientSpoken: "The office spoke with someone who had not been reached.",
  RecipientSpokenUndone: "Not spoken with after all.",
  RecoveryReported: "A pupil is better; `on` is the first day back at school.",
  RelationChanged: "A person stands in another relation to a pupil than before.",
  RoleGiven: "A person works at the school in this role.",
  RoleWithdrawn: "A person has this role no more.",
  SettingsSet: "What the school decides for itself.",
  SickReportCorrected: "The same absence told better: other dates or another reason.",
  SickReported: "A pupil is sick (P1).",
  SickReportWithdrawn: "A sick report was taken back: it was a mistake.",
  WorkingTimeSet: "The groups a teacher works for and when the teacher can be reached, from a day on.",
};

const streams: Record<Category, string> = {
  absence: "absence/{pupil}",
  calendar: "calendar/school",
  duty: "duty/{teacher}",
  look: "look/{id of the look}",
  notice: "notice/{notice}",
  person: "person/{person}",
  pupil: "pupil/{pupil}",
};

type SealedIn = { field: string; subject: string };

const sealedMark = (field: z.ZodType) =>
  sealedFields.get(field instanceof z.ZodNullable ? (field.unwrap() as z.ZodType) : field);

/** The fields of an event that travel as ciphertext, and whose key each is under. */
const sealedIn = (event: EventSchema): SealedIn[] =>
  Object.entries(event.shape.data.shape).flatMap(([field, schema]) => {
    const mark = sealedMark(schema as z.ZodType);
    return mark ? [{ field, subject: mark.subject }] : [];
  });

const ciphertext = (field: z.ZodType, subject: string) => {
  const shut = z.union([SealedText, Erased]);
  return (field instanceof z.ZodNullable ? shut.nullable() : shut).meta({
    description: `Ciphertext under the key of whom \`${subject}\` names; only who holds that key reads it.`,
  });
};

const { id, stream, version, correlation, causation } = Envelope.shape;
const envelope = {
  ...Envelope.shape,
  id: id.meta({ description: "The same when the event comes again." }),
  stream: stream.meta({ description: "`category/id`: what happened to one thing, in its order." }),
  version: version.meta({ description: "Place in the stream, 1…n without holes." }),
  correlation: correlation.meta({ description: "The request that began it all." }),
  causation: causation.meta({ description: "The command that caused it: who, and their Idempotency-Key." }),
};

/** An event in the form in which it lies in the table and travels: in its envelope, its texts sealed. */
export const travelForm = (event: EventSchema) => {
  const fields = Object.entries(event.shape.data.shape) as [string, z.ZodType][];
  const data = fields.map(([name, field]) => {
    const mark = sealedMark(field);
    return [name, mark ? ciphertext(field, mark.subject) : field] as const;
  });
  return z.strictObject({
    ...envelope,
    type: event.shape.type,
    schema: event.shape.schema,
    data: z.strictObject(Object.fromEntries(data)),
  });
};

const all = (Object.entries(categories) as [Category, (typeof categories)[Category]][]).flatMap(([category, union]) =>
  union.options.map((option) => ({ category, event: option as unknown as EventSchema })),
);
const typeOf = (event: EventSchema): Type => event.shape.type.value;

/** What more than one event is made of, by the name under which the document has it. */
const parts = {
  ...{ GroupId, HouseholdId, LoginId, NoticeId, PersonId, PupilId, SchoolId },
  ...{ Actor, Erased, Instant, Outcome, Relation, SchoolDay, SealedText, StaffRole, TimeOfDay, WeekTimes },
};
const described: Partial<Record<keyof typeof parts, string>> = {
  Actor: "A person of the school, or Kring itself.",
  Erased: "What is left of a sealed text after its subject was erased.",
  Instant: "A moment in UTC, with milliseconds.",
  LoginId: "The `sub` of the sign-in service: who is signing in, whatever the school.",
  PersonId: "A person in one school: guardian, teacher, office or head.",
  SchoolDay: "A day in the school's time zone, Europe/Amsterdam.",
  SealedText: "Base64 of format, nonce, tag and AES-256-GCM ciphertext, bound to school, stream and field.",
  TimeOfDay: "On the school's clock, HH:MM.",
  WeekTimes: "Spans by ISO weekday, `1` is Monday.",
};

const makeSchemas = () => {
  const names = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(parts)) names.add(schema, { id });
  for (const { event } of all) names.add(travelForm(event), { id: typeOf(event) });
  const { schemas } = z.toJSONSchema(names, {
    // What AsyncAPI's own schemas are made of.
    target: "draft-7",
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, { $schema: _, $id: __, ...schema }]) => {
        const description = described[id as keyof typeof parts];
        return [id, { ...(description ? { description } : {}), ...schema }];
      }),
  );
};

/** EventBridge's own fields around what we send; `detail` is the message. */
const headersOf = (type: Type) => ({
  type: "object",
  required: ["source", "detail-type", "time"],
  properties: {
    source: { type: "string", const: BUS_SOURCE },
    "detail-type": { type: "string", const: type },
    time: { type: "string", format: "date-time", description: "`at` of the event, to the second." },
  },
});

const sealedWords = (fields: SealedIn[]): string =>
  fields.length === 0
    ? "Nothing in it is sealed."
    : `Sealed: ${fields.map(({ field, subject }) => `\`${field}\`, under the key of \`${subject}\``).join("; ")}.`;

const messageOf = ({ category, event }: (typeof all)[number]) => {
  const type = typeOf(event);
  const version = event.shape.schema.value;
  return {
    name: type,
    title: `${type}, version ${version}`,
    summary: meaning[type],
    description: [
      `Stream \`${streams[category]}\`, schema version ${version}.`,
      sealedWords(sealedIn(event)),
      "A shape that was published once stays readable: an older version is brought up to this one by whoever reads it.",
    ].join(" "),
    contentType: "application/json",
    correlationId: { $ref: "#/components/correlationIds/request" },
    tags: [{ name: category }],
    headers: headersOf(type),
    payload: { $ref: `#/components/schemas/${type}` },
  };
};

const onBus = (type: Type) => ({ $ref: `#/channels/bus/messages/${type}` });
const types = all.map(({ event }) => typeOf(event)).sort();
const receives = { action: "receive", channel: { $ref: "#/channels/bus" } };

/** The AsyncAPI 3.0 document of the bus, made from the same schemas that check each event. */
export const makeAsyncApi = () => ({
  asyncapi: "3.0.0",
  info: {
    title: "Kring's bus",
    version: "1.0.0",
    description: [
      "What happened at the schools, as one EventBridge bus carries it: `source` is `kring`, `detail-type` the type of the event, `detail` the event in its envelope.",
      "A command writes its events to the Events table and nothing else; the relay takes them from the table's stream to the bus. So an event is on the bus at least once, and maybe later or in another order than it happened: `version` is its place in its stream, 1…n without holes, and `id` stays the same when it comes again. A consumer that finds a hole reads the table.",
      "Free text about or by a person is ciphertext here, as it is in the table and in every queue. Names, addresses and phone numbers are in no event.",
      "What was published never changes. A new shape is a new schema version of the same type, and who reads it steps older ones up.",
    ].join("\n\n"),
    license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    tags: Object.entries(streams).map(([name, stream]) => ({ name, description: `Streams \`${stream}\`.` })),
  },
  defaultContentType: "application/json",
  servers: {
    eventbridge: {
      host: "events.{region}.amazonaws.com",
      protocol: "https",
      description: "EventBridge of the region that the school's stack is in. Only the relay's role may put events.",
      variables: { region: { default: "eu-central-1", description: "Any region; one in the EU for schools there." } },
    },
  },
  channels: {
    bus: {
      // The bus gets its name when the stack is deployed: its output `BusName`.
      address: null,
      title: "The bus",
      description: "One bus for all schools of a stack; `school` says whose an event is.",
      servers: [{ $ref: "#/servers/eventbridge" }],
      messages: Object.fromEntries(types.map((type) => [type, { $ref: `#/components/messages/${type}` }])),
    },
  },
  operations: {
    relay: {
      action: "send",
      channel: { $ref: "#/channels/bus" },
      title: "Relay",
      summary: "Puts on the bus what was committed to the Events table, each stream in its order, ten at a time.",
      messages: types.map(onBus),
    },
    projections: {
      ...receives,
      title: "Projections",
      summary: "Brings the views and the access rows up to date with every event.",
      messages: types.map(onBus),
    },
    notify: {
      ...receives,
      title: "Notify",
      summary: "Tells the families: from one event to a message for each guardian, in the app and by mail.",
      messages: toldToFamilies.map(onBus),
    },
  },
  components: {
    correlationIds: {
      request: {
        description: "The request that began it all; the same in everything that follows from it.",
        location: "$message.payload#/correlation",
      },
    },
    messages: Object.fromEntries(
      all.map((one) => [typeOf(one.event), messageOf(one)] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    schemas: makeSchemas(),
  },
});
