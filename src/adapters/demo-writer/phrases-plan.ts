/**
 * What a scene is for. A goal is an infinitive, a conflict and an outcome are noun phrases: so they
 * read well in a plan, and can be woven into past-tense prose as they stand.
 */
export const planPhrases = {
  goal: `
to learn what {B} knows about {T}
to get {T} away from {P} before anyone notices
to persuade {B} to give up {T}
to find out who was here first
to win back the trust of {B}
to put {T} where nobody will look
to hear the story from {B} without being told the ending
to buy one more day
to ask {B} the question that has been put off for years
to see {T} at first hand
to trade {U} for a straight answer
to get in and out without meeting {B}
to prove that {T} can be trusted
to warn {B} while there is still time
to look for {T} in the one place left
to keep {B} from doing something that cannot be undone
to find the door that the plans leave out
to compare two versions of the same night
to find out who lost {U}
to make {B} choose
to say goodbye without using the word
to steal a look at what {B} is hiding
to follow the trail of {T} to the end
to bargain for {U}
to test whether {B} is lying
to find a witness who is still willing to talk
to open what has been shut since before the trouble
to destroy the last trace of {T}
to bring {B} home
to learn the real price of {T}
to pass for somebody who belongs there
to get the others to agree on anything at all
to take back a promise
to settle an old account with {B}
to stand guard over {T} until morning
to learn why {B} came back
to read what was never meant to be read
to hide the truth about {T} for a little longer
to make {B} laugh, which would be a beginning
to call the bluff of everyone present
to set a trap with {U} for bait
to be on the right side of the door when it shuts
to pay for a mistake that {B} made
to find the one person who never wanted {T}
to keep a straight face in front of {B}
to get the truth out of {B} by telling it first
`,
  conflict: `
a locked door and a witness nobody expected
{B}'s refusal to be hurried
a rival claim to {T}
the small matter of the guard
an old debt that {B} has chosen this day to call in
the fact that {T} {T:has|have} already been moved
{B}'s fear of being seen
a lie told in good faith
someone else's hand on the latch
the wrong key and the right suspicion
a promise made to the dead
{B}'s conviction that it is all a trap
a storm of other people's questions
the silence of everyone who might have helped
two true accounts that cannot both be true
an offer too good to be refused in public
{B}'s memory of how it went the last time
a crowd where there ought to have been nobody
a price that has doubled
a message that came too early
a friend on the other side of the question
the plain unwillingness of {T} to be found
an oath that {B} takes more seriously than {A} does
a stranger who knows too many names
the habit of obedience
{B}'s kindness
a door that opens only from within
a tired man with a list and the law behind him
a quarrel left over from the morning
a copy of {T} good enough to fool them all
a clock that is on nobody's side
a confession made to the wrong person
{B}'s sudden and suspicious helpfulness
a missing page
the knowledge that one of them has talked
a child who has seen everything
a plan that no longer fits anything
an old love badly buried
{B}'s hand over the lamp
a rule that everyone has forgotten the reason for
`,
  outcome: `
a bargain struck over {T}, and the price still unnamed
a door closed for good
an ally gained who cannot be trusted
{T} in the wrong hands
half an answer and a much larger question
a promise that neither of them can keep
{B} gone, and the lamp still burning
a truce that will last until somebody sleeps
the first honest word in a long while
a name, written down and passed across
proof, of a kind, that {T} {Twas} never lost
an enemy who now knows where to look
one secret fewer and one danger more
a debt to {B} that money will not settle
the discovery that {U} {U:was|were} there all along
a way in, and no way out
a broken lock and a mended friendship
the end of an old excuse
nothing to show but the look on {B}'s face
a plan with one hole in it
an apology, accepted too quickly
{T} and a head start
the certainty that somebody is lying
a wound that will be made light of
the wrong man blamed and the right one warned
an invitation that is really an order
a piece of {T} small enough to hide in a shoe
silence, which in that company was as good as consent
a meeting fixed for a place that none of them likes
the truth about {B}, at a bad moment
an hour won and a day lost
a lie that will have to be lived up to
a rumour with legs
permission, of a sort
a map corrected in one important place
a question for {B} that can no longer be put off
two people who will never again be strangers
the loss of {U}, which matters more than anyone admits
a choice made on behalf of the others
laughter, and something underneath it
`,
  opening: `
{A} comes upon {T} in a place where nobody should have known of {Tthem}
{A} receives word of {T} and tells nobody
{B} arrives at {P} with a story that does not hold
{A} finds the first sign that somebody has been lying about {T}
a small mistake at {P} lets {A} see too much
{A} agrees, against good advice, to help {B}
{A} and {B} meet at {P} and dislike each other at once
an old account of {T} proves to have a page missing
{B} offers {A} money to forget {T}
{A} takes {T} home for safe keeping
the ordinary day at {P} is broken by a message
{A} is warned to leave {T} alone
{B} recognises {T} and pretends not to
{A} makes a promise at {P} that will be hard to keep
`,
  turning: `
{A} learns that {B} knew about {T} from the start
the trail of {T} leads back to {P}
{A} and {B} strike a bargain neither means to honour
somebody gets to {P} ahead of them
{A} tells a lie to protect {B} and is believed
{T} {T:proves|prove} to be only half of what was lost
{B} confesses to the smaller of two crimes
{A} is locked in at {P} with the wrong person
{B} changes sides, or seems to
{A} steals a look at {U} and understands too much
the price of {T} is named at last
{A} breaks an old rule of {P}
{B} asks {A} for help and will not say why
{A} finds {B}'s name where it should not be
a stranger at {P} asks for {T} as if by right
{A} goes back for {U} and is seen
`,
  middle: `
{A} tests {B} with a false story about {T}
{A} and {B} spend a night at {P} waiting for something that does not come
the loss of {U} sets everybody against everybody
{B} tells the truth about {P}, too late to be useful
{A} is offered everything but {T}
something very like {T} comes to light, and nobody can say which is real
{A} follows {B} to {P} and sees whom {B} meets
old friends at {P} refuse to open the door
{A} reads the message meant for {B}
{B} saves {A} for reasons of {B}'s own
a celebration at {P} goes wrong
{A} begins to want {T} for {his} own reasons
{A} gives {U} away to buy time
{B} remembers something about {T} that changes everything
a quarrel over {T} ends with a door being slammed
{A} discovers who has been paying {B}
the people of {P} choose a side
{A} is mistaken for somebody else and lets it happen
{B} vanishes, leaving {U} behind
{A} walks out on the others and comes back by dark
`,
  crisis: `
{T} {T:is|are} lost at {P} by {A}'s own doing
{B} betrays the plan to save a life
{A} must choose between {B} and {T}
everything that was hidden at {P} comes to light at once
{A} faces the one behind it all and finds a familiar face
{P} is no longer safe for any of them
{B} pays for what {A} has done
{A} confesses, and it makes matters worse
the last door at {P} is broken down
{U} {U:is|are} destroyed before anyone can stop it
{A} goes alone to {P} with nothing to bargain with
{B} takes {T} and runs
the truth about {T} is told in public
{A} is left with the wrong half of the secret
`,
  ending: `
{A} gives {T} back to the rightful owners
{A} and {B} make their peace at {P}
what lies behind {T} is understood at last
{B} leaves {P} without looking round
{A} tells the whole story once, and only once
{P} is opened to everyone
{A} refuses the reward
{U} {U:goes|go} back to where it all began
{B} is forgiven, though not by everybody
{A} keeps one secret out of kindness
the account of {T} is written down by an unlikely hand
{A} finds that home has become somewhere else
{T} {T:is|are} left where nobody will go looking again
{A} and {B} go back to {P} for what they forgot
`,
  chapterLink: `
before the chapter is out
against every plan
by its last page
soon afterwards
late in the day
when the day is over
in the confusion
as a consequence
`,
  turnOfEvents: `
and nobody believes it
at a cost that shows only later
while the others look the other way
with unexpected help
too late for second thoughts
before the news can spread
in front of the wrong witness
by mistake, and then on purpose
after a long refusal
and the balance between them shifts
for the sake of an old promise
as the weather turns
and one question is left over
`,
};
