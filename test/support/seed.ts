/** The seed of this run's random tests: `SEED` from the environment, else a new one. Printed, so that any run can be repeated. */
export const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
console.log(`SEED=${seed}`)
