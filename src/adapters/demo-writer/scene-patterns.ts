/**
 * Paragraphs as rows of sentence kinds, one paragraph a line. Before a kind, `~` gives the sentence
 * to the partner of the scene instead of the one whose eyes we see through.
 */
export const scenePatterns = {
  opening: `
arrive place goal
ambient arrive goal
arrive goal thought
place arrive goal
arrive place thing goal
`,
  look: `
place thing ambient
place act thought
place handle thing
ambient place thing
act place ambient
place ambient
`,
  act: `
act act thought
act ambient act
brief act ~react
act thing
handle act thought
self act
act self ambient
~react handle act
act ~react act
~act act thought ambient
act brief shift
~react act thought
`,
  muse: `
thought memory thought
thing thought act
memory thing
thought thing memory
handle thought memory
self memory
memory thought brief
`,
  turn: `
shift ~react thought
shift act ambient
ambient shift ~act
shift brief thought
`,
  conflict: `
conflict ~react thought
conflict act ~react
shift conflict act
conflict thought
`,
  outcome: `
outcome thought
act outcome ~react
outcome thing act
outcome ambient
`,
} as const;
