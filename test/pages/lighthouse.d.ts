// What is used of Lighthouse, whose own types do not come as a module.
declare module 'lighthouse' {
  type Config = { extends?: string; settings?: object };

  type Flags = {
    port: number;
    logLevel: 'error' | 'silent';
    onlyCategories: readonly string[];
    extraHeaders: Record<string, string>;
  };

  export type Audit = {
    id: string;
    title: string;
    score: number | null;
    scoreDisplayMode: string;
    numericValue?: number;
    details?: { items?: readonly { url?: string }[] };
  };

  /** What it found of a page; scores are of 1. */
  export type Result = {
    audits: Record<string, Audit>;
    categories: Record<string, { score: number | null; auditRefs: readonly { id: string; weight: number }[] }>;
    runtimeError?: { message: string };
  };

  export default function lighthouse(
    address: string,
    flags: Flags,
    config?: Config,
  ): Promise<{ lhr: Result } | undefined>;

  export const desktopConfig: Config;
}
