/** What people think, how the thought comes to them, and what they make of it. */
export const thoughtPhrases = {
  thought: `
a promise made in daylight is worth very little after dark
nobody had asked the only question that mattered
people do not hide what they are not ashamed of
the truth had been lying about in the open for years
one can be loyal to a thing and still be wrong about it
fear makes a poor map
there was more than one way to lose a friend
every locked door is a kind of confession
it had all been decided before anybody sat down
kindness and cowardice can wear the same coat
the past was not so much over as out of sight
the people who say least are usually counting
a good lie has to be kept warm, like bread
the shortest way out led straight through the middle
no one is harder to fool than a person who has stopped hoping
somebody must have been paid to forget
the dead leave their chairs pulled out
grief has a way of sounding like good sense
it was possible to know a face for years and never see it
a debt does not get smaller by being ignored
whoever had written it had wanted to be stopped
luck is what other people call your work
what looked like courage was mostly bad arithmetic
the best hiding place is a bad reputation
a thing can be true and still be no use to anyone
there are silences one can live in and silences one cannot
the young forgive and the old merely forget
someone who never asks for anything is already taking it
nothing is so heavy as a thing carried for someone else
the two of them were afraid of different things
it is easier to steal a name than to return one
an apology that comes with conditions is a bill
all houses are haunted by the people who did not leave
they had mistaken being tired for being wise
the clever had gone first and the lucky second
one honest answer would have spared them the whole journey
it was too neat, like a room tidied by a burglar
a witness is only a person who could not get away in time
home was wherever nobody asked what you were doing there
the worst bargains are struck in good faith
to be forgiven is not the same as being believed
the thing they were looking for had been looking for them
a person may be brave all day and a coward at bedtime
the rules had been written by somebody who never had to keep them
what is lost in a hurry is found at leisure
power is mostly a matter of who holds the keys
nobody is as careful as a guilty man at breakfast
hope, like any other fuel, leaves a residue
the reasons had all been invented afterwards
some doors open only for people who do not need to come in
a story told often enough grows a skin
there was a great difference between leaving and being let go
the ones who smile are the ones who have been told
it had not been love, exactly, but it had kept the same hours
you cannot be betrayed by a stranger
every map leaves out the thing its maker was afraid of
doubt was a luxury, and they could no longer afford it
memory keeps the receipt and loses the goods
people trust what they have had to pay for
the right moment is always described by someone who missed it
a family is a number of people agreeing not to mention something
patience had been mistaken for consent
things that cannot be mended can at least be counted
the enemy would have been kinder
nothing in the plan allowed for pity
the one who keeps the accounts keeps the past
a borrowed name still has to be answered to
it was not the lie that hurt but the care taken over it
what frightens people most is being understood
someone had gone to great trouble to make this look easy
the trap was made entirely of good manners
one may walk away from a place and never leave it
there had been a time when all this would have seemed strange
courage is easier in the plural
the truth, when it came, would be small and rather dull
no prison works so well as a favour
a person is only as free as the last thing they refused
an ending is a thing you notice afterwards
they had been asking the right questions of the wrong people
the world is run by those who stay to the end of the meeting
innocence was mostly a matter of not having been asked
a secret shared by three is a rumour with manners
it was the small decencies that had ruined them
strangers are honest because it costs them nothing
whoever sets the price owns the thing already
the mistake had been to think of it as a beginning
everyone is the villain of somebody's long winter
a warning that comes twice is an invitation
it takes two to keep a secret and one to bury it
the past had excellent lawyers
what you refuse to look at learns to move quietly
there was nobody left to be brave for
a thing done out of spite is seldom done badly
one more day of caution would ruin them all
those who come back are never the ones who went
the answer had been in the wording all along
nobody ever lost a war by being underestimated
sorrow is a slow reader
it was cheaper to be feared than to be liked
some part of them had wanted to be found out
a clean conscience is usually a short memory
what they called fate was only habit with a better tailor
it is the second lie that needs planning
mercy, too, can be a way of looking down on someone
the quarrel had never been about what it was about
you may lock up a man and leave his reasons at large
anyone who says it is not about money has been paid
the thing to watch was the hands
being right had never kept anyone warm
every bargain has a third party
the map was right and the ground was mistaken
there is no such thing as a small betrayal, only a small reward
whoever waits for a sign has decided already
the weak point of any wall is the person who guards it
an honest face is a kind of weapon
the others had stopped lying and started hoping, which was worse
no one had ever come here by accident
one could be homesick for a thing that had not happened
a threat made politely is the only kind worth heeding
what the hand remembers the head will deny
there was a cost to knowing, and it fell due at once
the guilty sleep and the witnesses lie awake
the first to speak would be the first to be blamed
a good reason is a poor substitute for a true one
they were all of them older than they had been that morning
what cannot be said can generally be arranged
a person who has been forgiven once expects to be forgiven twice
what is hidden well enough is as good as destroyed
it was the waiting that had done the damage
a name on paper is a kind of handle
no one returns a thing in the state in which it was lent
the truth can be folded very small
people will walk past anything that has a label on it
the one who opens the letter has already answered it
the important things had all been said by people going out
a wall is only a question put by somebody in a hurry
half of wisdom is knowing when to be out
there are favours that can only be repaid by leaving
the first mistake had been the kindest
what they had in common was what they would not talk about
it is a short step from the keeper to the kept
to be watched over is also to be watched
the road had never promised to go anywhere
all that politeness had to be hiding a fear
a promise is a door that one leaves open behind one
nobody is so alone as the only sober guest
it takes a long memory to be really generous
somebody had wanted them to come here, and to come late
an old friend is a mirror with opinions
the real quarrel would begin when this one was won
`,
  knew: `
it came to {A:him} that
{A} told {himself} that
it struck {A:him} that
{A} had long suspected that
not for the first time, {A} reflected that
somewhere in the back of {A's} mind was the notion that
{A} knew, as one knows the shape of a bruise, that
there was no getting round the fact that
{A} would have sworn that
it was {A's} private belief that
what {A} could not forgive was that
the trouble, {A} thought, was that
{A} remembered being told that
it was beginning to dawn on {A:him} that
long ago {A} had learned that
{A} was ready to admit that
everything {A} had seen so far suggested that
{A} felt in {his} bones that
what kept {A:him} there was the thought that
the worst of it, to {A's} mind, was that
{A} had never quite believed that
it pleased {A:him} to imagine that
it was {A's} experience that
{A} kept coming back to the idea that
all {A's} upbringing insisted that
it occurred to {A:him}, rather late, that
{A} would not have liked to say aloud that
for one clear moment {A} understood that
{A} had been warned that
it was some comfort to {A:him} that
nobody had to explain to {A:him} that
it would be a long time before {A} forgot that
{A} could not shake the sense that
against {his} will {A} conceded that
if {A} was certain of anything, it was that
there were days when {A} felt that
what the others missed, and {A} did not, was that
{A} caught {himself} thinking that
it was one of {A's} rules that
{A} wanted very much to believe that
`,
  coda: `
and the knowledge was no help at all
which was no comfort
and that would have to do
though nobody would have thanked {him} for saying so
and still the day went on
or so it seemed from where {he} stood
and there was an end of it
which made it worse
and everything else was decoration
though it had taken years to learn
and yet here they all were
but that was a thought for a better hour
which explained a good deal
and nothing about it was fair
as anyone could see who cared to look
and it was far too late to be wise about it
though the price was not yet known
and perhaps that was the point
but wanting and having were different trades
which no one present was going to admit
and the rest was only waiting
as {his} father had been fond of saying
and it shamed {him} to have needed telling
though there was a kind of peace in it
which left only the question of when
and one could get used even to that
but it did not do to say it in company
and no amount of talk would change it
if one believed in that kind of thing
and for once the thought did not frighten {him}
which was more than most people got
as if that settled anything
and somebody was going to have to pay for it
though it hardly mattered now
and the others knew it too
which was the beginning of every trouble {he} had known
and it would be the same tomorrow
but who was there to tell
and there was no one to blame but the lot of them
until proved otherwise
and in that respect nothing had changed
which was an odd thing to find consoling
though the evidence was all the other way
and so much the better
and yet it was hard to be angry
which is how such things begin
but it was not the whole story
and {B} would never understand it
as {B} might have pointed out
and {he} would have given a good deal to unlearn it
which gave {him} an idea
though it would look different in the morning
and that was the part {he} left out
and it had been true for longer than any of them had been alive
but nobody had ever put it in writing
and the silence agreed
for all the good it did
which was as near to faith as {he} came
and it lodged there like a splinter
though {he} would have liked a second opinion
and the hour made it worse
though {he} would deny it to the end
and it was no use pretending
which did nobody any credit
but it was too late for scruples
and for a moment even that seemed funny
as the whole street could have told them
and the proof of it was all round them
which {B} had known from the start
but {B} was not the one to ask
and {he} had paid for that lesson twice
though the lamp burned as before
and the thought had a taste, like a coin
but a person has to stand somewhere
which at least was a place to begin
and there it had to rest
though {his} hands were not convinced
and nothing could have been more ordinary
which was a poor reward for so much patience
and after all it was only the truth
but nobody was keeping score
and it would be said of them afterwards
though not by anybody who had been there
and the worst was that it made sense
`,
};
