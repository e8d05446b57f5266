/** Words by which the reading of a premise goes: enough grammar to find its nouns, no more. */
const premiseWords = {
  determiners: `the a an his her its their our my your this that these those every each some another no one two
three four five six seven eight nine ten both`,
  /** Where a noun phrase ends. */
  stops: `a an the and or but nor so yet if when while where who whom whose which that than as because until unless
after before since though although once of in on at to from by for with without into onto over under through across
between among against beyond behind beneath above below near toward towards about around along inside outside upon
within during despite except per via is are was were be been being am has have had do does did will would can could
may might must shall should not never ever only just even still also too then there here now how why what he she it
they we you i him them us me his her its their our my your himself herself itself themselves up down out off away
back again together alone everyone everybody nobody someone somebody everything nothing something anyone anything`,
  /** Verbs of the kind that premises use, in their plain form. */
  verbs: `bake whisper murmur wonder wander linger hunger answer ask accept accuse admit agree allow appear arrive ask attack avoid awaken bargain beat become befriend begin
believe belong betray blame borrow break bring build burn buy call carry catch challenge change chase choose claim
climb close collect come confess confront connect control cross dare decide defend defy demand deny depend descend
destroy determine die dig disappear discover draw dream drift drive drop drown enter escape expect expose face fail
fall fear feel fight find flee float follow forbid force forget forgive gather get give go grow guard hang happen haunt
hear help hide hire hold hope hunt ignore inherit insist investigate invite join keep kill know lead learn leave lie
live look lose love make marry mean meet mend miss move murder need notice offer open order owe own pay plan play
prepare pretend prevent promise protect prove pull pursue push put race raise reach read realise realize rebuild
receive recover refuse reject remain remember repair replace require rescue return reveal rise risk rob run sail save
say search see seek seem sell send serve set settle share show shut sing sink sleep speak spend spread stand start
stay steal stop struggle survive suspect swear take talk teach tell tend think threaten throw travel trust try turn
uncover understand unearth unravel use vanish visit vow wait wake walk want warn wash watch win wish work write`,
  /** Irregular past forms of those. */
  past: `became began bought broke brought built burnt came caught chose dug drew drove drowned fell felt fled fought
forgot forgave found gave got grew hid held heard kept knew lay led left lost made meant met paid ran rose said sank
sang saw sent set shot shut slept sold spoke spent stole stood swore taught told thought threw took understood woke
went won wore wrote`,
  adjectives: `old young new last first second third next own same other dead alive lost great small big little long
short good bad best worst whole full empty only true false real strange ancient early late many few more most several
such very deep wrong right human dark cold hot high low rich poor free sure certain able ready afraid alone secret`,
  /** Nouns that name no thing one could point at. */
  vague: `weekend weekends funeral party exhibition trial election ceremony journey voyage trip visit investigation
competition contest festival competition day days night nights morning evening week weeks month months year years hour hours minute minutes moment
time times century decade summer spring autumn life lives death love hate truth lie lies way ways world thing things
place kind sort part end beginning reason question answer price chance choice past future present story stories fact
case problem help hope fear danger power war peace side rest lot number group name names people one ones crime murder
matter work job favour favor bit piece course order account search power home family others mystery fate`,
  people: `accountant man woman men women boy girl child children baby brother sister mother father son daughter wife husband
uncle aunt cousin nephew niece grandmother grandfather twin twins widow widower orphan heir heiress friend neighbour
neighbor stranger lover bride groom king queen prince princess lord lady knight monk nun priest witch wizard mage
thief spy judge nurse pilot captain sergeant detective inspector guard clerk chief cook maid ghost android robot
librarian botanist apprentice merchant surgeon student scientist engineer navigator assistant servant slave rival
enemy colleague partner boss mayor sheriff soldier sailor archivist cartographer physician lawyer cop host chef
assassin hero heroine villain cartel guide scribe bard smith mechanic crew team couple parents ex-lover fiancé`,
  /** Things that look like people by their ending. */
  notPeople: `human letter letters paper papers tower river water winter murder computer number order power answer mirror
door floor harbor harbour weather summer chamber corner ladder lantern border transmitter counter cover theater
theatre corridor silver copper amber ember leather feather finger shoulder manor armor armour meteor error
terror horror color colour vapour vapor anchor elevator reactor sensor cellar dinner supper letterbox quarter tiger
spider flower monster disaster thunder shelter register newspaper helicopter crater container trailer
poster folder hammer locker timber rubber fever layer lever motor tractor projector generator center
centre starter printer`,
  places: `study lighthouse harbour harbor port city town village island isle coast beach bay sea ocean lake river forest
wood woods mountain mountains valley desert field farm garden orchard house home cottage mansion manor castle palace
tower church chapel cathedral monastery abbey temple school university academy library archive archives museum
hospital asylum prison hotel inn tavern pub bar café cafe restaurant bakery shop bookshop market station platform
ship boat starship spaceship vessel submarine base colony planet moon outpost laboratory lab office factory mill mine
quarry bridge road street square park theatre theater cinema circus court courthouse kingdom empire country province
border frontier cellar attic basement room kitchen corridor vault crypt cemetery graveyard cave tunnel warehouse
dock docks pier wharf estate hall apartment flat building block district neighbourhood neighborhood ranch vineyard
camp fortress fort citadel ruins ruin well swamp marsh moor glacier reef airport subway motel observatory studio`,
  notNames: `monday tuesday wednesday thursday friday saturday sunday january february march april may june july
august september october november december christmas easter halloween english french german spanish italian russian
american british european chinese japanese victorian i god internet ai tv dna fbi cia ok`,
  /** Of these a book can have members, not memories: they are neither people nor places. */
  bodies: `guild order company corporation council ministry agency society brotherhood sisterhood legion party
church union syndicate`,
} as const;

const setOf = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** The lists above, to look words up in. */
export const premiseWordSets = {
  adjectives: setOf(premiseWords.adjectives),
  bodies: setOf(premiseWords.bodies),
  determiners: setOf(premiseWords.determiners),
  notNames: setOf(premiseWords.notNames),
  notPeople: setOf(premiseWords.notPeople),
  past: setOf(premiseWords.past),
  people: setOf(premiseWords.people),
  places: setOf(premiseWords.places),
  stops: setOf(premiseWords.stops),
  vague: setOf(premiseWords.vague),
  verbs: setOf(premiseWords.verbs),
};
