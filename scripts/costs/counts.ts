// What is counted of a request, and of many.

/** What a request asks of Cloudflare that is paid for, or that is scarce. */
export type Counts = {
  requests: number;
  /** Statements of SQL: a database runs one at a time. */
  statements: number;
  rowsRead: number;
  rowsWritten: number;
  kvReads: number;
  /** Keys that are written or deleted, which cost the same. */
  kvWrites: number;
  messages: number;
  /** Lines that the Worker writes into the log itself. */
  logLines: number;
};

export function nothing(): Counts {
  return each(() => 0);
}

/** Both together. */
export function add(one: Counts, other: Counts): Counts {
  return each((name) => one[name] + other[name]);
}

/** The same so many times. */
export function times(counts: Counts, factor: number): Counts {
  return each((name) => counts[name] * factor);
}

/** The same divided among so many, to one decimal. */
export function shared(counts: Counts, among: number): Counts {
  return each((name) => Math.round((counts[name] / among) * 10) / 10);
}

function each(figure: (name: keyof Counts) => number): Counts {
  return {
    requests: figure('requests'),
    statements: figure('statements'),
    rowsRead: figure('rowsRead'),
    rowsWritten: figure('rowsWritten'),
    kvReads: figure('kvReads'),
    kvWrites: figure('kvWrites'),
    messages: figure('messages'),
    logLines: figure('logLines'),
  };
}
