// Which route of the product an address belongs to.
import { routes, type Route } from '../support/routes.ts';

/** The route of a path, first the one that says most of it; none where the product has no such address. */
export function routesAt(method: Route['method'], path: string): Route[] {
  const fitting = routes.filter((route) => route.method === method && fits(route.path, path));
  const gaps = ({ path: pattern }: Route) => pattern.split(':').length;
  return fitting.toSorted((one, other) => gaps(one) - gaps(other));
}

/** Whether `/products/:slug` is what `/products/rope-bag` is. */
export function fits(pattern: string, path: string): boolean {
  const parts = pattern.split(/(:\w+(?:\{.*?\}(?=\/|$))?)/);
  const source = parts.map((part) =>
    part.startsWith(':') ? `(?:${/\{(.*)\}$/.exec(part)?.[1] ?? '[^/]+'})` : part.replaceAll('.', String.raw`\.`),
  );
  return new RegExp(`^${source.join('')}$`).test(path);
}
