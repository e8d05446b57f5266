/**
 * How long tests wait for what comes by itself, in milliseconds: as long as the slowest machine may take that runs
 * them. It costs nothing where all is well; what has to come in time says in how much.
 */
export const patienceMs = 45_000;
