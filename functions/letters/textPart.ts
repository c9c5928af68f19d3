import type { Block, Content } from "./content.ts";

const written = (block: Block): string => {
  switch (block.is) {
    case "words":
      return block.text;
    case "list":
      return block.items.map((item) => `- ${item}`).join("\n");
    case "quoted":
      return block.label === null ? block.text : `${block.label}\n${block.text}`;
    case "button":
      return `${block.label}:\n${block.link}`; // on a line of its own, so that no mail program cuts the address
    case "phone":
      return `${block.before} ${block.phone}`;
    case "code":
      return `    ${block.code}`;
  }
};

/** The mail for programs that show plain text, and for who prefers it. */
export const textPart = ({ from, tag, heading, blocks, footer }: Content): string =>
  `${[
    tag === null ? from : `${from}\n${tag}`,
    heading,
    ...blocks.map(written),
    ...(footer === null ? [] : [`—\n${footer}`]),
  ].join("\n\n")}\n`;
