/** What people reply to questions and statements, and how speech is given to its speaker. */
export const answerPhrases = {
  reply: `
I was hoping you would not get round to that
you always did know where to press
there are two answers, and I like neither
ask me something easier
you would only hold it against me
I promised not to speak of it
what I know would not fill a thimble
that is the very thing they asked me
I have told it so often that I no longer know
I will answer when you have put down the lamp
if I answer that there is no going back
anyone in the street could tell you
somebody else should tell you that
it is a long story, and the end is missing
I wish you had asked me yesterday
not here, and not while they are listening
I lie awake over that one
you have asked the right thing at the wrong time
do not make me say it
I could tell you, but you would have to stop smiling
there was an answer to that once
I can only tell you what I was told
that would be telling
you have no right to ask me that
give me a moment
I thought we had agreed to leave that alone
you will laugh when you hear it
there is a short answer and a true one
look round you, and tell me yourself
I owe you that much, I suppose
some things one only finds out by staying
let us say that I was not consulted
people have been asking me that all my life
I would rather show you
you would not like the answer
you asked me that once before
ask me when it is over
I was afraid you would want to know
that depends on who is asking
the honest answer is that I cannot remember
it is not a thing one counts
I have been trying to work that out myself
you know perfectly well
only what any fool could have seen
I would tell you if I thought it would help
whatever I say you will believe the other thing
you have been talking to the wrong people
what a very simple question that would be if it were simple
nothing I could put into words
you might as well ask the wall
that is the one thing I never asked
I had my reasons and they have not improved
there is no good way to say it
let me sit down first
I stopped asking myself that in the spring
you seem very sure that there is an answer
you are the first to ask it to my face
it was never as clear as that
my mother, rest her soul, could have told you
it hardly matters now
you would have to ask the dead
it would take all night to explain
that I cannot tell you
I hoped it would not come to that
if I knew that I should not be standing here
what would be the use of telling you
you were there, so you tell me
I have been asked that by experts
not in front of them
I shall tell you when we are out of here
that is what I came to find out
I am the last person to ask
you have answered that yourself, by coming
I believed so at the time
that is a question for a priest
he never said, and I never pressed him
`,
  retort: `
so you say
that is not what you told the others
I never thought I should hear you admit it
you make it sound like a virtue
then we have both been fools
that may be
spare me the rest
it is easy to talk like that from a chair
I wish I could believe that
you have been saying so for years
how convenient
that was another time
then there is nothing left to hide
you are frightened, and it makes you eloquent
all the more reason to hurry
that is a fine thing to hear from you
I know, and I had hoped you did not
you might have said so at the start
it is not as simple as you make it
very well
if that is how you want it
I have heard better from children
no one is blaming you
we are past that
as if that were any excuse
you sound exactly like your letters
that is half of it
keep that for the judge
funny that you should say so
I would have said the same in your place
then your hands have no business shaking
there, that was not so hard
you are forgetting who else was in the room
it makes no difference now
I thought as much
don't talk to me about that
that is the trouble with you
let us suppose it is true
I had it differently
everyone says so, afterwards
you did not use to be so careful
not so loud
well, at least we agree on something
you keep coming back to that
if only it had stopped there
that is a lie, though a kind one
and I am the one who has to live with it
a person could grow tired of hearing it
say that again in the morning
I would not build on it
we have been over this
you have a short memory
it is late for that
that makes two of us
I was not speaking of myself
there was a day when you would have laughed
you always did know how to spoil a silence
it does you credit, I suppose
I heard it put better by the man you are quoting
you are not the only one with a conscience
tell that to the widow
I never said you were lying
that is one way to look at it
you had better not let them hear you
we can quarrel when we are safe
and you expect me to thank you
you have thought of everything except that
now you are being honest, and I don't care for it
`,
  aside: `
but that is between me and the wall
and I am the one who will have to explain it
so you had better make it good
and you can see where that has got us
but I suppose you have your reasons
and nobody {inP} will thank you for it
so I would get some sleep if I were you
and then it will be somebody else's turn
but it was a near thing
and I did not come all this way to argue
so I held my tongue
and that was before the trouble started
but you try telling them
and I have never been so glad of a closed door
so we had better decide who is going to cry about it
and it gives me no pleasure
but there it is
and I would thank you not to smile
so we are no worse off than we were
and after that I stopped counting
but they were not people one refuses
and the joke of it is that I believed them
so it falls to us
and there is no prize for coming second
but it will keep till morning
and you know how they love a procession
so now there are two of us who know
and yet you came
but then you never asked
and it was raining, which did not help
so forgive me if I do not clap
and it is no use looking at the door
but a person has to eat
and somewhere in there is a lesson
so hold the light steady
and then I went home and slept like a stone
but I would rather not swear to it
and it has rained ever since
so you may put away the purse
but then nobody had eaten
and they were very civil about it
so what was I to think
but keep that under your hat
and the dog has not been the same since
so either help me or move out of the light
but I have been wrong before, and lived
and I suppose that is how wars begin
so let us at least be quick
but I am not the one with the key
and you need not look so pleased
so count me out
but it was the tone I minded
and I have regretted it every winter
so there is that
but you might have knocked
and still I would do it for you
so blame me, everyone else does
but I dare say it will pass
and no one has offered me a chair
`,
  said: `
{V:said}
{A} remarked
{A} murmured
{A} told {B}
{V:said} at last
{A} declared
{A} observed
{V:said} to {B}
{A} began
{A} announced
`,
  answered: `
{V:answered}
{A} replied
{V:said}
{A} objected
{A} insisted
{A} returned
{V:said} after a moment
{A} told {B}
{A} countered
{A} muttered
`,
};
