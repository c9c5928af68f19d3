import { Fragment } from "react";
import { Body, Container, Head, Heading, Html, Link, Preview, Section, Text } from "react-email";
import type { Block, Content } from "./content.ts";
import type { Language } from "./letter.ts";
import { HEAD_RULES, look } from "./look.ts";

/** A break is an element: Outlook knows no `white-space`. */
const Lines = ({ text }: { text: string }) =>
  text.split("\n").map((line, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines never move, a mail is rendered once
    <Fragment key={at}>
      {at > 0 && <br />}
      {line}
    </Fragment>
  ));

/** Bare paragraphs: with a style each, a text of many short ones would make the mail too large. */
const Quoted = ({ label, text }: { label: string | null; text: string }) => (
  <Section
    className={label === null ? "k-quoted" : "k-quoted k-sunken"}
    style={{ ...look.quoted, ...(label === null ? {} : look.boxed) }}
  >
    {label !== null && <strong>{label}</strong>}
    <div dir="auto">
      {text.split("\n\n").map((paragraph, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <p key={at}>
          <Lines text={paragraph} />
        </p>
      ))}
    </div>
  </Section>
);

const Button = ({ label, link }: { label: string; link: string }) => (
  <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} style={look.button}>
    <tbody>
      <tr>
        <td className="k-button" style={look.buttonCell}>
          <Link href={link} style={look.buttonLink}>
            {label}
          </Link>
        </td>
      </tr>
    </tbody>
  </table>
);

const Part = ({ block }: { block: Block }) => {
  switch (block.is) {
    case "words":
      return (
        <Text className="k-ink" style={block.firm ? look.firm : look.words}>
          <Lines text={block.text} />
        </Text>
      );
    case "list":
      return (
        <ul style={look.list}>
          {block.items.map((item) => (
            <li key={item} className="k-ink" style={look.item}>
              {item}
            </li>
          ))}
        </ul>
      );
    case "quoted":
      return <Quoted label={block.label} text={block.text} />;
    case "button":
      return <Button label={block.label} link={block.link} />;
    case "phone":
      return (
        <Text className="k-ink" style={look.words}>
          {`${block.before} `}
          <a className="k-link" href={`tel:${block.phone.replaceAll(" ", "")}`} style={look.phone}>
            {block.phone}
          </a>
        </Text>
      );
    case "code":
      return (
        <Text className="k-ink k-sunken" style={look.code}>
          {block.code}
        </Text>
      );
  }
};

/** The HTML part: one card on the ground. Works without images, for it has none. */
export const Sheet = ({ content, language }: { content: Content; language: Language }) => (
  <Html lang={language}>
    <Head>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
      <title>{content.subject}</title>
      <style>{HEAD_RULES}</style>
    </Head>
    <Body lang={language}>
      <Preview useTitleTag={false}>{content.preview}</Preview>
      <Section className="k-ground" style={look.ground}>
        <Container width={600} style={look.sheet}>
          <Text className="k-ink" style={look.from}>
            {content.from}
          </Text>
          <Section className="k-card" style={look.card}>
            {content.tag !== null && (
              <Text className="k-tag" style={look.tag}>
                {content.tag}
              </Text>
            )}
            <Heading className="k-ink" style={look.heading}>
              <Lines text={content.heading} />
            </Heading>
            {content.blocks.map((block, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <Part key={at} block={block} />
            ))}
          </Section>
          {content.footer !== null && (
            <Text className="k-soft" style={look.footer}>
              {content.footer}
            </Text>
          )}
        </Container>
      </Section>
    </Body>
  </Html>
);
