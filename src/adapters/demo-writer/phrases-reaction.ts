/** How people take what they hear, and the reasons that are given for it. */
export const reactionPhrases = {
  react: `
did not look up
laughed once, without pleasure
went very still
turned a shade paler
took half a step back
opened {his} mouth and shut it again
seemed to have expected as much
raised both hands to show that they were empty
gave the smallest of nods
sucked {his} teeth
let the words lie where they fell
coloured to the ears
made a small helpless gesture
pretended to be looking for something
drummed {his} fingers and stopped when they were noticed
blinked as if at a strong light
moved between {B} and the door
said something too low to catch
had the grace to look ashamed
folded {his} arms
gave a cough that meant nothing
turned away to hide {his} face
put on the expression of someone adding up a bill
held {B}'s gaze a moment too long
grinned with half of {his} mouth
looked older all at once
reached out and then thought better of it
tilted {his} head, the better to hear
bristled
waited for the rest of it
kept {his} hands in plain sight
started to speak and was too late
stiffened
let out the breath {he} had been saving
picked at the edge of the table @indoors
went on with what {he} was doing
nodded slowly, as at a sum that had come out wrong
sat back and considered {B}
wiped {his} mouth with the back of {his} hand
took the news standing
looked to {B} for help
refused the chair @indoors
lost the thread of what {he} had been saying
found something of interest in the ceiling @indoors
pulled {his} coat closer
whistled through {his} teeth
knew it before it was said
shifted from one foot to the other
touched {B} on the arm and withdrew
nearly smiled
swore in a language nobody else there spoke
made no move to help
gave way with bad grace
bowed, and it was not clear to whom
took the remark for the threat it was
sniffed
looked at {his} boots
shook off the hand on {his} shoulder
asked for it to be repeated
listened with {his} eyes shut
snatched up {his} things
made a show of yawning
braced {himself} for worse
stared until {B} turned away
weighed the offer and found it light
hunched {his} shoulders against the answer
kept a tight hold on {his} temper
turned to stone
spread {his} hands
began to pack
paid no attention, or gave that impression
caught {B}'s sleeve
settled deeper into the corner
rose without being asked
lifted one eyebrow
did {his} best to look harmless
came within an inch of the truth
bit off the end of a thread
spoke to the wall
hid a smile behind a cup
put down the cup without a sound
took the lamp and moved it out of reach
looked at {B} as if for the first time
let the smile go a second too late
found the one chair with its back to the wall @indoors
cut {B} short with a lifted hand
tore a corner from the page and rolled it into a ball
gave a laugh like a dropped tray
drew a breath and kept it
turned a ring round and round
looked from {B} to the door and back
blew out {his} cheeks
thanked {B} with exaggerated care
counted something on {his} fingers
backed against the nearest wall
made a face like shut shutters
fell to tidying
drew a cross in the dust and scuffed it out
took hold of the table with both hands @indoors
spoke without moving {his} lips
`,
  since: `
there was no sense in hurrying
it was too late to be clever
somebody had to begin
the silence had become a kind of accusation
nobody else was going to do it
waiting had never suited any of them
it was easier than talking
the worst had been said already
no better idea had offered itself
the others were still making up their minds
it would have looked strange to refuse
there was nothing here that could not be carried
politeness had got them nowhere
the door was not going to open by itself
half the day had been wasted on manners
it cost nothing to be thorough
fear is a poor adviser and a worse companion
every plan has to start with something small
there are things one does not do sitting down
an answer of some kind was expected
the chance might not come round again
standing still had begun to hurt
neither of them wanted to be the first to leave
somebody was bound to come sooner or later
it was that or give the whole thing up
nothing in the agreement forbade it
old habits are the last to desert
the moment seemed to ask for it
one lie more would hardly be noticed
it had worked once before
the hour called for a steady hand
appearances had to be kept up
the pain was bearable as long as one kept moving
no one had said that it was forbidden
it was what the dead would have done
courage was out of the question
the rules were made for calmer people
there would be time enough for regret
it seemed wiser to know than to guess
the place had that effect on people
nothing had been said about silence
it was either that or scream
the rest of them had turned to look
one had to start somewhere
there was a draught from the wrong quarter
a plain answer was not to be had
the arrangement had never been a good one
it seemed a pity to waste the light
no message had come
a show of confidence was called for
the joke had gone on long enough
everything else had been tried
it was what they were all thinking
the night would be long
somebody had left the door ajar
such things are best done quickly
there were only so many ways to say no
no harm had come of it so far
the smell of smoke had grown stronger
it was not a day for heroes
`,
  reason: `
stillness had never once helped
the alternative was to think
somebody would ask about it later
it was the sort of thing that gets noticed
promises made in company are the hardest to break
the hour was worse than it looked
there was still a chance of being wrong
a habit is a kind of handrail
the others were watching for a sign
nothing else in sight was any use
it had been a long road to so small a mercy
trust had to begin somewhere
a person can get used to anything but waiting
so much hung on looking unconcerned
the smallest things were suddenly the only ones left
anger at least was warm
it hurt less than standing there
it had to be done before anyone could vote on it
the quiet had grown teeth
it was better than being asked
kindness would have been harder to bear
the truth was going to come out in any case
one of them had to keep a clear head
there is a limit to what can be said aloud
luck is mostly a matter of turning up
guilt always wants something to hold
it made the next part possible
too many people had already been sent away
an hour from now it would be impossible
nobody had yet told {him} not to
that was how it had been done the last time
doubt is easier to carry in company
the thing could not be left half done
it bought a minute, and a minute was a great deal
so few choices were left that this one shone
nothing looks as guilty as haste
there was always somebody worse off to think of
it put off the other thing
a little noise was better than none
what is begun badly can still be finished well
`,
};
