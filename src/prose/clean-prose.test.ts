import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sceneBreak } from "#/contract/scene-break.ts";
import { growthOf, inProportion, repeated } from "#test/harness/growth-of.ts";
import { cleanProse } from "./clean-prose.ts";

const prose = "The rain came in from the sea.\n\n“Not tonight,” said Ada, and shut the door.";

describe("what models wrap around prose is taken off", () => {
  test.each([
    ["a code fence", `\`\`\`\n${prose}\n\`\`\``],
    ["a fence with a language", `\`\`\`markdown\n${prose}\n\`\`\`\n`],
    ["a tilde fence", `~~~\n${prose}\n~~~`],
    ["a fence whose end was cut off", `\`\`\`text\n${prose}`],
    [
      "an announcement before a fence",
      `Sure! Here is the scene:\n\n\`\`\`\n${prose}\n\`\`\`\nWord count: 412`,
    ],
    ["a Markdown heading", `## The Storm\n\n${prose}`],
    ["a chapter heading", `Chapter 3: The Storm\n\n${prose}`],
    ["a chapter heading in bold", `**Chapter Twenty-One — Who Goes There?**\n\n${prose}`],
    ["a Roman chapter heading", `CHAPTER XIV\n\n${prose}`],
    ["a heading above a heading", `# Chapter 3\n\n## Scene 2: The Kitchen\n\n${prose}`],
    ["a scene heading on the first line", `Scene 2\n${prose}`],
    ["a prologue's heading", `Prologue\n\n${prose}`],
    ["an announcement", `Here is the scene:\n\n${prose}`],
    ["an announcement with an adjective", `Here’s the revised and expanded chapter:\n${prose}`],
    [
      "an announcement of a chapter for somebody",
      `Certainly! Below is chapter 4, written in a wry voice:\n\n${prose}`,
    ],
    [
      "an announcement that ends in a full stop",
      `Of course, here is the next part of the story.\n\n${prose}`,
    ],
    ["an end mark", `${prose}\n\n[End of scene]`],
    ["an end mark in bold with a number", `${prose}\n\n**(End of Chapter 3: The Storm)**`],
    ["a bare end mark", `${prose}\n\nEnd of Chapter 3`],
    ["a word count", `${prose}\n\nWord count: 412`],
    ["a word count in marks", `${prose}\n\n*(Word count: approximately 1,412 words)*`],
    ["a count in brackets", `${prose}\n\n[412 words]`],
    [
      "an offer",
      `${prose}\n\nLet me know if you'd like me to adjust the tone or continue with the next scene!`,
    ],
    ["a question", `${prose}\n\n---\n\nWould you like me to continue with Scene 3?`],
    ["a hope", `${prose}\n\nI hope you enjoy this chapter!`],
    ["notes one below the other", `${prose}\n\n[End of scene]\nWord count: 412`],
    [
      "a hope before an offer",
      `${prose}\n\nI hope this helps! Let me know if you want me to expand the next scene.`,
    ],
    [
      "an invitation",
      `${prose}\n\nPlease feel free to ask for changes to this chapter, or for the next one.`,
    ],
    ["a bracketed note", `${prose}\n\n(Note: the storm returns in chapter 9.)`],
    [
      "several of them",
      `${prose}\n\n* * *\n\n[End of scene]\n\nWord count: 412\n\nLet me know if you want any changes.`,
    ],
    ["a scene break at either end", `* * *\n\n${prose}\n\n***`],
    ["Windows line ends", prose.replaceAll("\n", "\r\n")],
    ["many blank lines", prose.replaceAll("\n\n", "\n\n\n\n\n")],
    ["trailing spaces", prose.replaceAll("\n", "  \t\n")],
    ["control characters", `\uFEFF${prose.replace("rain", "ra\u0000in\u001b")}\u0007`],
  ])("%s", (_, wrapped) => {
    expect(cleanProse(wrapped)).toBe(prose);
  });

  test("a lone surrogate becomes the replacement character", () => {
    expect(cleanProse("The \uD83D sea")).toBe("The \uFFFD sea");
  });

  test("every spelling of a scene break becomes the one of the contract", () => {
    for (const spelling of [
      "***",
      "---",
      "*  *  *".replaceAll("  ", " "),
      "- - -",
      "~~~~~",
      "###",
      "⁂",
      "   * * *",
    ])
      expect(cleanProse(`He left.\n\n${spelling}\n\nMorning.`)).toBe(
        `He left.\n\n${sceneBreak}\n\nMorning.`,
      );
  });

  test("a text that is nothing but wrapping becomes empty", () => {
    expect(cleanProse("Chapter 1: The Storm\n\n[End of chapter]")).toBe("");
  });
});

describe("real prose is never lost", () => {
  test.each([
    "Chapter one of my life ended on a Tuesday.",
    "Chapter 12. That was where she had stopped reading.",
    "Scene 2 was the hardest to learn by heart.",
    "Part two — the one about the storm — lay open on the desk.",
    "Part of him had known.",
    "Prologues bored her.",
    "Here is the thing:",
    "Here’s the scene: a man, a dog, a burning boat.",
    "Here is the letter my father wrote:",
    "Sure, here’s the key.",
    "Sure!",
    "#9 was the bus they wanted.",
    "**Crash!** The window was gone.",
    "“Let me know if you change your mind.”",
    "Let me know if you come on Sunday. Your aunt, Vera",
    "I hope you are well, my dear.",
    "Would you like me to wait?",
    "The End",
    "He counted the words: 412.",
    "End of story.",
    "(The end of the world could wait.)",
    "(And then there were two.)",
    "_Not again_, she thought.",
    "I hope this chapter of my life is over.",
    "I hope you burn that draft.",
    "Let me know if the tone of his voice changes.",
    "Let me know when you continue to the coast.",
    "Let me know if you would like to change the bandage.",
    "Feel free to edit me out of the photographs.",
    "Feel free to continue to the coast without me.",
    "Do you want me to draft the will tonight?",
    "Would you like me to continue?",
    "Words: 412.",
    "Part two—was it over?",
    "Part one, then!",
    "Scene one: the same woman, the same gun!",
    "# 4 was what they called him.",
  ])("%s", (line) => {
    for (const text of [
      line,
      `${line}\n\n${prose}`,
      `${prose}\n\n${line}`,
      `${line}\n${prose}\n${line}`,
    ])
      expect(cleanProse(text)).toBe(text);
  });

  test.each([
    "Let me know if you would like me to revise this chapter.",
    "Would you like me to continue with the next scene?",
    "I hope you enjoy this chapter!",
    "Word count: 412",
    "[End of scene]",
  ])("a line that is no paragraph of its own stays: %s", (line) => {
    const text = `${prose}\n${line}`;
    expect(cleanProse(text)).toBe(text);
  });

  test("headings, notes and breaks in the middle stay", () => {
    const text = `${prose}\n\nChapter 3: The Storm\n\nWord count: 412\n\n${sceneBreak}\n\n${prose}`;
    expect(cleanProse(text)).toBe(text);
  });

  test("a fenced letter inside the text keeps both its fences", () => {
    const text = `\`\`\`\nDear Ada\n\`\`\`\n\n${prose}`;
    expect(cleanProse(text)).toBe(text);
  });

  test("a paragraph that only looks like a note is too long to be one", () => {
    const text = `${prose}\n\nLet me know if ${"the tide ".repeat(60)}should change the scene.`;
    expect(cleanProse(text)).toBe(text);
  });
});

const hostileLine = fc.oneof(
  fc.constantFrom(
    "```",
    "~~~",
    "   ```",
    "      ```text",
    "* * *",
    "---",
    "",
    " ",
    "# A",
    "Chapter 1",
    "  Chapter 2: B  ",
    "Here is the scene:",
    "[End of scene]",
    "Word count: 4",
    "**Scene 2**",
    "Ada left.",
    "\r",
    "\u0085",
    "\t",
    "(Note: x)",
    "\uD83D",
    "\uFEFF```",
    "_",
    "*",
    "**",
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const hostileText = fc.array(hostileLine, { maxLength: 12 }).map((lines) => lines.join("\n"));

describe("for any text", () => {
  test("cleaning twice changes nothing", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const once = cleanProse(text);
        expect(cleanProse(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  test("the result is well-formed and free of control characters and runs of blank lines", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const clean = cleanProse(text);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean).not.toMatch(/[^\P{Cc}\n]|\n{3}| \n/u);
      }),
    );
  });

  test("paragraphs of sentences come back as they are", () => {
    const sentence = fc
      .array(
        fc.constantFrom(
          "ada",
          "ran",
          "the",
          "sea",
          "cold",
          "a",
          "door",
          "chapter",
          "scene",
          "end",
          "note",
        ),
        { minLength: 3, maxLength: 9 },
      )
      .map((words) => `She said ${words.join(" ")}.`);
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 8 }), (paragraphs) => {
        const text = paragraphs.join("\n\n");
        expect(cleanProse(text)).toBe(text);
      }),
    );
  });

  test("time grows with the length, not with its square", () => {
    const hostile = [
      "Chapter 1\n",
      " ",
      "`",
      "* ",
      "Here is the ",
      "[",
      "Let me know if scene ",
      "\n",
      "Note: (",
    ];
    for (const piece of hostile) {
      const growth = growthOf((length) => cleanProse(repeated(piece, length)));
      expect.soft(growth, piece).toBeLessThan(inProportion);
    }
  });
});
