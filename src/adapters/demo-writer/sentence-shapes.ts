/**
 * The shapes of the prose: one sentence a line, grouped by what the sentence is for. A name in small
 * letters draws from the phrase list of that name; the others are filled from the story (see
 * render-sentence.ts). `^` makes the next letter a capital. No shape ends one sentence inside
 * another, so that no short part of it can come twice in a book.
 */
export const sentenceShapes = {
  arrive: `
<when>, {A} <arrived>, <tail>.
{A} <arrived> <clock>, <tail>.
{A} <arrived> <clock>; <light>.
<light>, and {A} <arrived> <clock>.
<ambient> when {A} <arrived> <clock>.
<since>, so {A} <arrived> <clock>.
{A} <arrived>, <tail>, and <ambient>.
<when>, while <light>, {A} <arrived>.
That was how {A} <arrived>: <clock>, <tail>.
`,
  place: `
{P} <placed>, and <ambient>.
{P} <placed>; <light>.
{P} <placed>, <coda>.
There was <detail>, <detail>, and everywhere the smell of <smell>.
The air smelled of <smell> and <smell>, and <ambient>.
<light>; <detail> <stood>.
<survey> <detail>, <detail> and <detail>.
<survey> <detail> and, beside it, <detail>, which <stood>.
Of all the things {inP}, <detail> <stood>, and <ambient>.
<when>, <detail> <stood>.
Under the smell of <smell> there was another, of <smell>, and <detail> <stood>.
<survey> <detail>; it <stood>.
Past <detail> came <detail>, and after that <detail>.
`,
  ambient: `
<ambient>, and <light>.
<when>, <ambient>.
<light>, while <ambient>.
<ambient>; <light>.
<ambient>, and then <ambient>.
<when>, <ambient>, and <light>.
First <ambient>; then, <tail>, {A} <brief>.
Beyond <detail>, <ambient>.
<ambient>, as though <shift>.
<light>, and the smell of <smell> was over everything.
`,
  goal: `
<goalOpen> {goal}, <goalEnd>; <light>.
<light>, and <goalOpen> {goal}, <goalEnd>.
<goalOpen> {goal}, <tail>, <goalEnd>.
<since>, and <goalOpen> {goal}, <goalEnd>.
<reason>, and so <goalOpen> {goal}, <goalEnd>.
`,
  conflict: `
<conflictOpen> {conflict}, <coda>.
<when>, {A} <move> and met with {conflict}.
<conflictOpen> {conflict}; <shift>.
<when>, <shift>, and there was {conflict} to be reckoned with.
{A} <look>, and there it was, {conflict}, <coda>.
<conflictOpen> {conflict}, and <thought>.
<when>, {A} <move>, <tail>, and met with {conflict}.
<since>, but <conflictOpen> {conflict}, <coda>.
`,
  outcome: `
<outcomeOpen> {outcome}, <coda>.
<when>, <shift>, and <outcomeOpen> {outcome}.
<outcomeOpen> {outcome}; <thought>.
{A} <act>, <tail>, and so it was settled: {outcome}.
<since>, and <outcomeOpen> {outcome}, <coda>.
`,
  act: `
{A} <act>, <tail>.
<when>, {A} <act>.
{A} <act>, then <act>.
<when>, {A} <act>, <tail>.
{A} <act> while <ambient>.
<tail>, {A} <act>.
{A} <act> <manner>.
<since>, so {A} <act>.
{A} <act>, because <reason>.
{A} <brief>, then <act>.
<light>, and {A} <act>.
{A} <look>, <move>, and <act>.
{A} <move> and, <tail>, <act>.
{A} <move>; <ambient>.
{A} <look>, then <act>, <tail>.
<when>, {A} <look>.
{A} <act>, <brief>, and <act>.
Without a word to {B}, {A} <act> and <move>.
{A} <look>, <tail>.
<tail>, {A} <move> and <brief>.
{A} <move>, <tail>.
<since>, and {A} <act> <manner>.
{A} <brief> and, <tail>, <act>.
Twice {A} <act>, and twice {A} <brief>.
{A} <act>, if only because <reason>.
`,
  handle: `
{A} <handle>, <tail>.
<when>, {A} <handle>.
{A} <act>, then <handle>.
{A} <handle> while <ambient>.
<tail>, {A} <handle>.
{A} <handle>, because <reason>.
<since>, and {A} <handle>.
{A} <brief>, <brief> and <handle>.
`,
  self: `
It was no work for {role}, but {A} <act>, <tail>.
Years as {role} had taught {A:him} that <thought>, <coda>.
{A} had not become {role} in order to learn that <thought>, <coda>.
<tail>, {A} <act>, as {role} would.
There was {role} in {him} yet, and so {A} <act>, <tail>.
`,
  brief: `
{A} <brief> and <brief>.
{A} <brief>, <brief> and <brief>.
{A} <brief>, then <brief>.
<when>, {A} <brief>.
{A} <brief>, <tail>.
So {A} <brief> and <act>.
`,
  react: `
{A} <react>, <tail>.
{A} <react>.
<when>, {A} <react>.
{A} <react>, then <brief>.
{A} <react>, because <reason>.
For answer, {A} <react>, and after that <act>.
{A} <react> while <ambient>.
{A} <react>, and <light>.
<tail>, {A} <react>.
{A} <brief>, and then <react>.
If <shift>, {A} gave no sign of it, only <react>.
{A} <react>, <act>, and <brief>.
`,
  thought: `
<knew> <thought>, <coda>.
<knew> <thought>.
<knew> <thought>; <thought>.
Was it possible that <thought>, and that <thought>?
Perhaps <thought>, or perhaps <thought>.
<thought>, <coda>.
{A} <brief>; <thought>, after all.
{A} wondered whether <thought>, <coda>.
What if <thought>, and what if <thought>?
<thought>, {A} thought, <coda>.
<since>, and <knew> <thought>.
{A} <act>, <tail>, for <thought>.
`,
  memory: `
<remembered> <memory>, <coda>.
<remembered> <memory>, and then <memory>.
<since>, and <remembered> <memory>.
<remembered> <memory>; <thought>.
There had been <memory>, and <memory>, <coda>.
<memory>, <memory>, <memory>: {A} could have gone on, <coda>.
`,
  thing: `
{T} <thing>, <coda>.
<when>, {A} thought of {T}, which <thing>.
{T} <thing>; <thought>.
As for {T}, {Tit} <thing>, <coda>.
<thought>, and {T} <thing>.
{T} <thing>, and still <ambient>.
{A} <act>, <tail>, and thought of {T}.
Nobody {inP} spoke of {T}, though {Tit} <thing>, <coda>.
{A} <brief>, knowing that {T} <thing>.
Sooner or later every road led to {T}, which <thing>, <coda>.
First {T}, then {U}: {A} <act>, <tail>, and came no nearer to either.
<knew> {T} <thing>.
`,
  shift: `
<when>, <shift>.
<shift>, and {A} <brief>.
{A} <brief>; <shift>.
<shift>, and <ambient>.
<shift>, <coda>.
{A} <act>, <tail>, and <shift>.
Then <shift>, and <light>.
`,
  company: `
{N} <company>, <companyTail>.
<when>, {N} <company>.
{N} <company> while <ambient>.
{N} <company>, <companyTail>; <light>.
<ambient>, and {N} <company>.
<since>, so {N} <company>.
`,
  close: `
<closing>, and <closing>.
<when>, <closing>.
{A} <act>, <tail>, and <closing>.
<closing>; <light>.
Behind {him}, <closing>, and <ambient>.
{A} <move> and <brief>, and <closing>.
<closing>, <coda>.
{A} <look>, and <closing>.
<closing>, <coda>, and <closing>.
<light>, and <closing>.
`,
  say: `
"<sayOpen> <claim>," <said>, <tail>.
"<claim>, <sayEnd>," <said>.
"<claim>," <said>, "<aside>."
"<sayOpen> <claim>, <sayEnd>."
{A} <brief> before answering: "^<claim>, <sayEnd>."
"<claim>," <said>, <tail>.
"<sayOpen> <claim>," <said>, <tone>.
{A} <react>, then said, "^<claim>."
"<sayOpen> <claim>," <said>, "<aside>."
"<claim>, <aside>."
"<claim>, <sayEnd>," <said>, <tail>.
{A} <act>, then said <tone>, "^<claim>."
"<claim>," <said>, and <react>.
"<claim>," <said>, and <act>, <tail>.
"<claim>," <said>, because <reason>.
`,
  reply: `
"<reply>; <claim>," <answered>.
"<reply>, <sayEnd>," <answered>, <tail>.
"<reply>," <answered>, "<aside>."
"<reply>; <claim>, <sayEnd>."
{A} <react>, then said <tone>, "^<reply>."
"<reply>," <answered>, and <react>.
"<reply>; besides, <claim>."
{A} <brief>: "^<reply>, <sayEnd>."
"<reply>," <answered>, <tail>.
"<reply>, and anyhow <claim>," <answered>.
`,
  retort: `
"<retort>; <claim>," <answered>.
"<retort>, <aside>," <answered>.
"<retort>; <claim>, <sayEnd>."
{A} <react>, then said, "^<retort>."
"<retort>," <answered>, <tail>.
"<retort>, but <claim>."
"<retort>," <answered>, <tone>, "<aside>."
{A} <brief> before answering: "^<retort>, <sayEnd>."
"<retort>," <answered>, and <react>.
"<retort>; <claim>," <answered>, <tail>.
`,
  sayGoal: `
"I am here {goal}," <said>, <tail>, "<aside>."
"I came {goal}, <sayEnd>," <said>, <tail>.
"<sayOpen> I mean {goal}," <said>, <tail>.
`,
  sayTheirGoal: `
"You came {goal}, <sayEnd>," <said>, <tail>.
"So you are here {goal}," <said>, <tail>, "<aside>."
"<sayOpen> somebody has {goal}," <said>, <tail>.
`,
  sayConflict: `
"There is still {conflict}, <sayEnd>," <said>, <tail>.
"<sayOpen> there is {conflict} to think of," <said>, <tail>.
"You are forgetting {conflict}, <sayEnd>," <said>, <tone>.
`,
  ask: `
"<askOpen> <ask>?"
"<askOpen> <ask>, <askEnd>?"
"<ask>, <askEnd>?"
{A} <brief> and asked, "^<ask>, <askEnd>?"
{A} <react>, then asked <tone>, "^<ask>?"
`,
};
