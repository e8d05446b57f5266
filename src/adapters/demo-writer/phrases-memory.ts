/** What people remember, and what the things of the story are like. */
export const memoryPhrases = {
  memory: `
a winter when even the ink had frozen
the sound of {his} mother counting plates
a road that nobody had walked since the flood
the first time anyone had called {him} by {his} whole name
an uncle who could whistle two notes at once
the smell of a house shut up for the summer
a promise made through a closed door
how the bread had tasted after three days without
a teacher who had never once raised her voice
the year the harvest failed and the weddings did not
a quarrel over a gate
the weight of a sleeping child
some rhyme about a fox and a ferryman
what {his} grandmother used to say about borrowed knives
a boat painted the wrong blue
the morning they had come for the neighbours
a letter that arrived after its sender
the trick of walking on a frozen pond
a song with all the names left out
the one prize {he} had ever won, and for what
the way {B} had looked on the day they met
a door in another country
how easily {B} used to laugh
an orchard behind a wall
the taste of a coin held under the tongue
a funeral at which everyone had behaved
the last time somebody had waited up for {him}
a stair that always cried out underfoot
the face of a man selling eels
the summer of the wasps
an argument about the moon
a schoolroom with a map of the wrong empire
{his} father's hands, and what they had been unable to mend
a night spent on a station floor, or somewhere like it
the first lie that had worked
a red scarf going away down a hill
the click of a latch in a house where {he} was not wanted
whole afternoons of doing nothing at all
a dog that had answered to no one
the colour of the water on the day of the crossing
a lesson in swimming, begun by being thrown in
some words in a language {he} no longer spoke
a wedding where it had rained into the glasses
an old woman who sold luck by the yard
the hush after a glass breaks
{his} own voice, years younger, saying yes
a clock that {his} family had carried from house to house
the smell of chalk and of wet coats
a name scratched on a windowpane
the day it had all seemed perfectly simple
`,
  remembered: `
{A} found {himself} remembering
it put {A:him} in mind of
{A} thought, for no good reason, of
there came back to {A:him}, whole and unasked for,
it was a long time since {A} had thought of
behind all this lay
what rose up in {A:him} then was
{A} would have traded a great deal for
it was nothing beside
out of the muddle of the day {A} picked
there was in it some echo of
{A} had never told anyone about
only {A} would have connected it with
it brought back
{A} held on to
nothing had ever been quite as real to {A:him} as
in {A's} mind it had become mixed up with
of all things, {A} recalled
{A} tried to fix {his} mind upon
it was foolish to be thinking of
`,
  thing: `
had a way of turning up where {Tit} {Twas} least wanted
{Twas} at the bottom of it, as of so much else
had already cost more than anyone would say
looked like nothing at all
had been described to {him} by people who had never seen {Tthem}
asked for nothing and got everything
had outlasted everyone who claimed to own {Tthem}
changed the subject wherever {Tit} {Twas} mentioned
had been the first thing {he} looked for
weighed on the talk like a hand on the shoulder
meant one thing by day and another by night
kept {Tits} secrets in plain view
had once belonged to somebody who laughed easily
seemed to draw all the other questions in after {Tthem}
had begun to appear in {his} dreams
{Twas} not a thing to joke about
could still undo the lot of them
had been lied about so often that the truth sounded lame
mattered less than what people would do to get {Tthem}
{Twas} worth more lost than found
had passed through many hands, not all of them clean
explained too much to be an accident
lay at the end of every line of thought
refused to be forgotten
had cast a long shadow over better people
belonged by rights to the dead
had made one family and ruined two
stood between them like a third person
would have to be faced sooner or later
answered to no description {he} had been given
had been there first and would be there last
raised more questions than the priests could
had not been touched in years, or so they said
never looked the same on two days running
held all of them to an agreement none of them had read
had acquired a reputation, and then a price
{Twas} the only thing on which they all agreed
had nothing to say for {Titself}
could be explained, though not in company
seemed to know that {Tit} {Twas} being talked about
went on mattering long after it was sensible
would be missed before morning
had been left out of every account but one
brought out the worst in the best of them
{Twas} what {he} would have saved from a fire
would not fit into any story {he} could tell
had a hold on {B} that nobody dared name
had never once done anyone any good
drew people as a lamp draws moths
{Twas} still, for all anyone knew, waiting
gave even {B} a bad conscience
had been bought with someone else's years
looked different from here
took up the whole of {his} mind
`,
};
