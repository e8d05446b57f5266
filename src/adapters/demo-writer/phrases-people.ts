/** Character sheets and the rest of a story bible. */
export const peoplePhrases = {
  want: `
to find out the truth about {T}
to keep {T} out of the wrong hands
to be forgiven by the one person who will not do it
to leave {P} for good
to belong to {P} at last
to make up for an old act of cowardice
to prove that the official story is false
to protect {B}
to get back what was taken
to be left alone with a clear conscience
to finish the work that somebody else began
to own {T}, whatever it costs
to be believed
to keep the family's name out of it
to see {B} pay
to live one ordinary year
`,
  flaw: `
trusts documents more than people
cannot leave a question alone
lies to spare feelings and always makes it worse
mistakes being needed for being loved
would rather be right than safe
keeps a count of every slight
never asks for help until too late
believes that any rule can be talked round
is brave in company and a coward alone
forgives too easily and forgets nothing
hides behind jokes
takes silence for agreement
is proud of a humility that nobody else has noticed
holds on to things long after they have turned to harm
promises more than anyone could keep
sees plots where there is only carelessness
`,
  manner: `
keeps every letter and answers few of them
walks fast and talks slowly
has the patience of someone used to bad weather
notices hands before faces
dresses as though for a different occasion
remembers names, prices and insults
never sits with the door behind
is better with tools than with apologies
has a laugh that arrives a little late
carries more keys than there are doors
looks younger when lying
can be found wherever there is something to mend
eats like a person who once went without
has a reputation for luck and no faith in it
speaks of the past as if it were a neighbour
is never seen to hurry and never late
`,
  bond: `
owes {B} a favour and hates it
once loved {B}, and it shows
knows more about {T} than is safe
is the last who saw {T} where {Tit} ought to be
has lied to {B} for years, with the best intentions
would follow {B} anywhere but back
means to have {T} and has nearly said so
was at {P} on the day that nobody discusses
does not trust {B}, and has good reason
has promised {B} to say nothing
wants {T} destroyed
thinks of {P} as home, and is alone in that
`,
  voice: `
short sentences, dry, with a question at the end
formal until frightened, then very plain
rambling and exact by turns
quiet; lets others finish
full of proverbs, half of them invented
quick, mocking, kinder than it sounds
precise, like somebody giving evidence
warm and evasive
blunt, with long pauses
speaks in lists
old-fashioned courtesy over steel
begins in the middle and works outward
`,
  location: `
{T} {Twas} last seen here; smaller by day than by night
a place everyone has a story about, and no two of the stories agree
kept locked since the trouble, though never by the same person
the one spot from which you can see who comes and goes
once useful, now merely respected
crowded at noon and deserted by dusk, with {U} somewhere at the bottom of it
shabby, draughty and loved by {B}
half of it is in use and the other half is in dispute
the accounts of the whole affair pass through here sooner or later
neutral ground, by a custom older than the quarrel
where {B} goes to think and others go to be overheard
the way in is easy; the way out depends on who is watching
`,
  rule: `
nobody who has held {T} speaks of {Tthem} in the same way afterwards
{T} can be lost, lent or stolen, but never sold
what is promised at {P} has to be kept
there is exactly one copy of the truth about {T}, and it is not in writing
nobody enters {P} after dark without leaving something behind
whoever carries {U} is answerable for the rest
the dead are never quoted
help has to be asked for three times
an account of the past counts only if two people tell it alike
no one at {P} says what everyone at {P} knows
`,
  conflictLine: `
the search for {T} sets {A} against {B}, who has good reasons for leaving things as they are
{A} wants the truth about {T}; {B} wants the peace that depends on a lie
{T} {T:belongs|belong} to more people than can possibly be served, and {A} has to choose among them
to protect {T}, {A} must become the sort of person {A} set out to expose
everybody at {P} is better off if {A} fails, and everybody is fond of {A}
{A} and {B} need each other's half of the same secret, and neither will speak first
`,
  logline: `
When {T} {T:comes|come} to light at {P}, {A} sets out to learn the truth of it and finds that {B} has been there first
{A} would give anything to be rid of {T}; then {B} comes to {P} to collect
To save what is left of {P}, {A} must win the trust of {B}, who has every reason to want {T} forgotten
{A} has kept clear of {T} for years, until {B} turns up at {P} with a question that cannot be dodged
What begins as a favour to {B} draws {A} into the long quarrel over {T}, and to the one door at {P} that was never opened
`,
  setting: `
{P} and the country round it, over the space of one bad season
{P}, with its old rules, in the days after {T} {T:comes|come} to light
a small world with {P} at the centre of it, where everybody's business is known and nobody's is discussed
{P}, and the roads that lead away from it, in weather that never quite makes up its mind
`,
  notes: `
plain words, exact things, few adjectives
let objects carry the feeling, and end scenes a little early
dialogue that avoids the point until it can't
humour allowed, sentiment rationed
long sentences for dread and short ones for decisions
`,
};
