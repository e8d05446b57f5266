/** What people ask. */
export const questionPhrases = {
  ask: `
who else knows about {T}
what did you do with the other key
how long have you been standing there
where were you when it happened
what exactly did they promise you
when did you last sleep
who taught you to lie like that
what is {T} to you
why did you come back
which of us were you protecting
how much of it was true
what would you have done in my place
who was it that let you in
what happened to the rest of them
did you think I would not notice
whose side are you on tonight
how did {T} come into it
where does the money go
what are you so afraid of
who gave you that name
do you ever think of the others
what did they say when you told the story
was it worth it
why is there no dust on {T}
who stands to gain by it
how many people have died of this
what is behind the wall
have you ever seen {T} for yourself
who do you suppose is listening
what made you change your mind
can you live with it
where did you get that coat
which part of it keeps you awake
what was the message, word for word
who held the lamp
are we prisoners or guests
what would it take to make you stay
why was I not told
do you recognise the writing
how far are you prepared to go
who will believe us
what does a person have to do to be trusted here
is there a way out that is not the way in
when were you going to tell me
what do you see when you look at {T}
whose blood is that
how did you know I would be here
did nobody think to count them
what have I ever done to you
where do we go from here
do you want to be right or do you want to be safe
who locked it
what is it that you are not saying
why should I carry {T} for you
how do you say goodbye to a thing like that
what became of the child
have we met, you and I, before today
does it never trouble you
what are they waiting for
who else has to be hurt
can it be undone
is this your idea of help
what was I supposed to find
did it look like an accident
how would you know if you were wrong
what will you do with {T} if you get {Tthem}
`,
  askOpen: `
tell me the truth:
before we go any farther,
one more thing:
then explain to me,
all right,
just this once, be straight with me:
and when they ask,
if it was so simple,
since we are being frank,
you still haven't said
for pity's sake,
let me put it another way:
supposing you are right,
so,
out of interest,
I have to ask,
answer me this:
after all this time,
and suppose you're wrong:
never mind the rest,
if you know so much,
humour me:
between you and me,
if you are as sure as all that,
speaking of trouble,
now that we are alone,
I've wondered for years:
forgive me,
of everyone in the world,
and afterwards,
when it comes to it,
say it were true:
do me one kindness:
without looking round,
`,
  askEnd: `
and don't say nobody
in so many words
if you can bring yourself to say it
and leave the saints out of it
before the others come back
when all is said and done
or is that a secret as well
if I may ask
and take your time
because I should like to hear it from you
given what we know
and I mean the real answer
or don't you remember
for the sake of old times
or shall I guess
now that it's too late
and why today
honestly
with that face
and what did it cost you
if it isn't too much trouble
once everybody has gone
in your considered opinion
or have you not thought about it
and who put you up to it
after all I've done
when nobody is watching
in the name of reason
if you don't mind my asking
and please don't laugh
`,
};
