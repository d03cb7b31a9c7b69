// What chance is made of where the product is killed, starved or locked out: SEED=… repeats what was printed.

export const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1_000_000));
