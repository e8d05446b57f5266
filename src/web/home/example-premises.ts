import type { NovelForm } from "./form-checks.ts";

/** Premises to begin with, one after another. */
export const examplePremises: readonly Partial<NovelForm>[] = [
  {
    title: "The Salt Ledger",
    premise:
      "Ines Calder comes home to the island of Skerrow to settle the affairs of her dead father, who drowned in a dead calm below the lighthouse that he kept. In the lamp room she finds a salt-stained book in which he recorded, for thirty years, every ship that never arrived; the last entry is dated a week ahead. With the harbour master lying to her and the island’s only doctor afraid to speak, she has six days to learn who keeps the sea hungry.",
    genre: "Mystery",
    subgenre: "Gothic",
    targetWordCount: "24000",
    targetChapters: "12",
  },
  {
    title: "A Gardener of Small Moons",
    premise:
      "Teodora Vance tends the oxygen gardens of the Hallow Station, a mining outpost that its company has quietly stopped paying for. When the relief ship turns out to carry auditors instead of food, she must persuade two hundred quarrelling miners to become a town before the lights go out, and decide what to do about the boy who hid among her tomatoes.",
    genre: "Science fiction",
    subgenre: "Hopeful",
    targetWordCount: "20000",
    targetChapters: "10",
  },
  {
    title: "The Cartographer’s Apology",
    premise:
      "In the city of Orsolo, maps come true: what a sworn cartographer draws, the land becomes. The old master Matteo Bellandi once drew a valley out of existence to end a war, and his apprentice Liuba Marchetti was born there. Now she is asked to ink the border of a new empire, and for the first time in her life she holds the pen.",
    genre: "Fantasy",
    subgenre: "",
    targetWordCount: "30000",
    targetChapters: "15",
  },
  {
    title: "Late Trains to Marienbrück",
    premise:
      "Two strangers, the retired stationmaster Anton Weiss and the piano tuner Clara Lindner, whose marriage is over, are stranded by snow in the railway hotel of the town of Marienbrück in the winter of 1958. Each has been writing letters to someone who never answered. Over five nights, with the cook as their reluctant postman, they discover that they have been writing to each other.",
    genre: "Romance",
    subgenre: "Historical",
    targetWordCount: "12000",
    targetChapters: "6",
  },
];
