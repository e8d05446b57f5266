/** What people say. */
export const statementPhrases = {
  claim: `
I have seen what comes of asking
nobody leaves here with clean hands
you were never meant to know about {T}
they will come for {T} sooner or later
I would rather be wrong than careful
somebody has been through my things
{T} {Tis} not where you think
there is a price, and you have not heard it yet
I kept my side of it
we were friends before any of this
the last person who said that is buried up the road
you look like someone with a plan
I burned the only copy
no one is coming
it was never about {T}
I am too old to be threatened and too poor to be bribed
your friends have been asking about you
the door was open when I got here
I know what I saw
you could have come to me first
{T} {Tis} all I have left of them
there are worse things than being found
we have until somebody notices
I was told you were dead
it has been done before, and by better people
I never promised you that
they keep a list, and we are both on it
the old way is shut
my mother would have sold it, and laughed
I can get you in, but not out
this is not the place for that conversation
you have your answer
somebody talked
I would not give {T} to my own brother
there is a second set of books
what you want and what you need are in different rooms
the rest of them think it is over
I did it, and I would do it again
it belongs to whoever can bear it
you owe me more than money
we shall have to tell the others
nothing here is as old as it looks
it is not my handwriting
I only carried the message
we are being very polite about something terrible
the truth is no use to anyone before breakfast
your name came up
I waited as long as I could
there was another way, once
it takes three to open it and there are two of us
I do not lie on an empty stomach
{T} {Tis} exactly what they say, and that is the pity of it
I have already forgiven you, so do not waste it
you will want to sit down
they paid me to look the other way
there are things I would not do even for you
my conscience is somewhere in the luggage
it started long before you came
you are standing where it happened
I have run out of other people to ask
we both know who took {T}
I never saw a thing so badly hidden
there is still time to do this decently
you were kind to me once, and I have not forgotten
it was dark, and I was a coward
nobody writes a letter like that unless they mean to be caught
I can keep a secret but I cannot keep a straight face
the key is the least of it
we were all young, and that is the only excuse I can offer
I heard it from someone who had no reason to lie
there is nothing under that floor but more floor
you can have {T} or you can have peace
I am tired of being the only one who remembers
your name opens doors, some of them on to stairs
they do not shoot messengers any more, they promote them
I was there, and it was not like that
a thing like that leaves a mark
the trouble with heroes is the cleaning up
we have the wrong end of this
I have been told to expect you
your luck has a hole in it
I gave my word, which was all I had on me
they will never believe it from you
the honest ones went home years ago
I should have stopped it at the start
there is a name for what you are doing
it hurts less if you do it quickly
what {T} did once {Tit} can do again
no one ever asks me what I want
I have a bad feeling, and they are usually punctual
you are the only one who came back
we agreed on that story
I would have followed you anywhere but there
we are not thieves, we are merely early
it was me at the window
this was a good place, before people like us
I thought you would be taller
someone ought to say it, so let it be me
{T} should have been left where {Tit} {Twas}
you have a day, perhaps less
we buried an empty box
I cannot prove it, and I cannot unknow it
the door does not lock from this side
a favour is only a debt with its hat on
you are bleeding on the evidence
I have nothing to hide, and nowhere to hide it
there were four of us when we set out
they taught us to count, not to wonder
the moment I saw {T} I knew
you never could leave well alone
it is not treason if nobody wins
I would like to be somewhere else when it happens
I have been loyal to worse
everything they told us about {T} was true, but in the wrong order
we do not say that name here
I am not asking for the whole truth
one of us will have to go first
this is what it looks like when a plan is working
the dead are no trouble; it is the heirs
I was hoping you would talk me out of it
it was never locked, you only had to knock
you must have known I would find out
there is a difference between hiding and waiting
I have carried it far enough
there is a way round by the back, if you do not mind the company
somebody will have to carry the blame, and I have carried worse
the trouble with {T} is that everyone is right about {Tthem}
I was promised {T}, and I have it in writing
we should have let {T} lie
anyone who has seen {T} will tell you the same
I could be happy if I never heard of {T} again
{T} {Tis} worth whatever you can get for {Tthem}, and not a penny more
you would not know {T} if you fell over {Tthem}
there was a time when {T} meant nothing to me
I have nothing against {T}, it is the people who come with {Tthem}
they will forgive us anything but {T}
`,
  sayOpen: `
listen:
if you must know,
you may as well hear it from me:
all I can tell you is that
let us be clear,
for what it is worth,
between ourselves,
I will say this once:
put it down to age, but
don't take it to heart, but
before you say anything,
as I told the others,
since you ask,
I'm sorry, but
whatever happens,
think what you like,
go on and laugh, but
to be honest with you,
write this down:
understand me,
it may surprise you to learn that
you won't like it, but
I said it at the time:
oh, you can glare, but
not that it matters,
here is the whole of it:
keep your voice down;
with respect,
look at me when I tell you that
call me a fool, but
as far as I can make out,
spare me the speech;
I had it on good authority that
take my word for it,
the fact is,
no offence, but
wait,
I wish I could say otherwise, but
ask anyone you like,
you were right about one thing:
don't be clever with me;
it has to be said:
by my reckoning,
try to see it my way:
on my life,
you keep forgetting that
nobody else will tell you, so I shall:
in the first place,
it comes down to this:
I am not proud of it, but
`,
  sayEnd: `
and I will not say it twice
whatever they told you
and you may quote me
so do as you please
if that is what you came to hear
and that is the long and short of it
though I could wish it were otherwise
and you of all people ought to know it
so keep your money
and there's nobody left to contradict me
as you would know if you had stayed
and I have the scars to show for it
but it is your neck
though not in front of the children
and it's high time somebody said so
so don't look at me like that
if you have the stomach for it
and no thanks to you
or I am very much mistaken
and the rest is gossip
but nobody listens to me
so help me
and it isn't the weather I'm talking about
unless you have a better idea
and if you repeat it I shall call you a liar
though you never heard it from me
and that's as much as I dare
so mind where you step
but have it your own way
and we both know why
as sure as I'm standing here
and you can tell them I said so
so there is no use in shouting
whether you care to believe it or not
but I'm only the one who sweeps up
and I'd swear to it anywhere
or had you forgotten
so make your choice and be quick
and heaven knows I have tried
if it makes any difference now
and I hope it chokes them
but you were always the stubborn one
and it will cost you nothing to be civil
so let us have no more of it
which is more than you ever did
and it keeps me awake, if you want to know
but what do I know about it
and don't tell me it can't be done
as my father found to his cost
so say what you mean
so think before you speak
and I can name the day
whether they like it or not
though I was sorry afterwards
and you have only yourself to thank
but that is history
so help me with this door
and it is no secret
if anybody is counting
and I was not even asked
though it may be the fever talking
so do not try me
and there the matter ends
but never mind that now
`,
};
