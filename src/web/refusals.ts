// A refusal that a page can explain: somebody is known, but their role does not allow what they ask.
import { HTTPException } from 'hono/http-exception';
import type { Signed } from '../ui/layout.tsx';

export class RoleRefusal extends HTTPException {
  readonly who: Signed;

  constructor(who: Signed) {
    super(403);
    this.who = who;
  }
}
