// What the bench uses of autocannon, which comes without types.
declare module 'autocannon' {
  type Request = { method: string; path: string; headers: Record<string, string>; body?: string };

  type Options = {
    url: string;
    connections: number;
    amount: number;
    /** Milliseconds between two looks at whether all is done. */
    sampleInt: number;
    requests: (Partial<Request> & { setupRequest?: (request: Request) => Request })[];
  };

  type Result = {
    errors: number;
    timeouts: number;
    statusCodeStats: Record<string, { count: number }>;
  };

  export default function autocannon(options: Options): Promise<Result>;
}
