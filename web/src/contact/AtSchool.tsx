import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { dayInWords, groupInSentence, unbroken } from "../ui/when.ts";
import type { Moments } from "./moments.ts";
import { TeacherWhen } from "./TeacherWhen.tsx";
import { WeekList } from "./WeekList.tsx";

/** Which way for what: P1, P2 and T1 in a parent's words. */
const Ways = ({ school: { name, phone, cutOff } }: Moments) => (
  <section aria-labelledby={`ways-${name}`}>
    <h2 id={`ways-${name}`}>{name}</h2>
    <ul className="card rows">
      <li className="stack stack--tight">
        <h3>
          <Trans>It must be known now</Trans>
        </h3>
        <p>
          <Trans>Phone the school. During lessons a teacher can't read.</Trans>
        </p>
        <p>
          <Button href={`tel:${phone.replaceAll(" ", "")}`} icon="phone">
            {unbroken(phone)}
          </Button>
        </p>
      </li>
      <li className="stack stack--tight">
        <h3>
          <Trans>Your child is sick</Trans>
        </h3>
        <p>
          <Trans>Report it here before {cutOff}. Who is on duty sees it at once. Not by mail, please.</Trans>
        </p>
        <p>
          <Button href="/sick" icon="sick">
            <Trans>Report sick</Trans>
          </Button>
        </p>
      </li>
      <li className="stack stack--tight">
        <h3>
          <Trans>How your child is doing</Trans>
        </h3>
        <p>
          <Trans>
            Talk with the teacher, by phone or at school. That goes for results, a conflict or something that happened.
            Below you see when.
          </Trans>
        </p>
      </li>
      <li className="stack stack--tight">
        <h3>
          <Trans>Other matters</Trans>
        </h3>
        <p>
          <Trans>Mail the school: about a party, a committee or an appointment.</Trans>
        </p>
      </li>
    </ul>
  </section>
);

const Closed = ({ closed }: Moments) => {
  const { t, i18n } = useLingui();
  const inWords = (day: string) => dayInWords(day, i18n.locale);
  if (closed.length === 0) return null;
  return (
    <section className="stack stack--tight">
      <h2 className="h3">
        <Trans>Days without school</Trans>
      </h2>
      <p className="soft">
        <Trans>On these days teachers can't be reached.</Trans>
      </p>
      <ul className="card rows">
        {closed.map(({ name, from, until }) => {
          const first = inWords(from);
          const last = inWords(until);
          return (
            <li key={`${name} ${from}`}>
              <strong>{name}</strong>
              <br />
              {from === until ? first : t`${first} to ${last}`}
            </li>
          );
        })}
      </ul>
    </section>
  );
};

/** One school: which way for what, per child who can be reached when, and the days on which nobody can. */
export const AtSchool = ({ moments }: { moments: Moments }) => (
  <>
    <Ways {...moments} />
    {moments.children.map(({ pupil, teachers, lessons }) => {
      const group = groupInSentence(pupil.group.name);
      const { name } = pupil;
      return (
        <section className="cards" key={pupil.id} aria-labelledby={`kid-${pupil.id}`}>
          <h2 id={`kid-${pupil.id}`}>
            <Trans>
              For {name}, {group}
            </Trans>
          </h2>
          {teachers.map((teacher) => (
            <TeacherWhen key={teacher.id} teacher={teacher} isOpen={moments.isOpen} />
          ))}
          <details>
            <summary>
              <Icon name="next" size="s" />
              <Trans>Lesson times of {group}</Trans>
            </summary>
            <WeekList week={lessons} />
          </details>
        </section>
      );
    })}
    <Closed {...moments} />
  </>
);
