// How long is waited for what may never answer: KV has no time limit of its own, and somebody waits in front of a page.

/** Far more than KV ever takes, and as long as somebody may look at nothing. */
const patienceMs = 5_000;

/** What KV answers; where it takes too long an error that says that storage cannot be reached. */
export function inTime<Answer>(asked: Promise<Answer>): Promise<Answer> {
  return within(asked, patienceMs, () => new Error(`KV took longer than ${patienceMs} ms`));
}

/** What comes of the work; where it takes longer, the error that is made then. The work itself goes on. */
export async function within<Answer>(work: Promise<Answer>, ms: number, tooLate: () => Error): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate()), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
