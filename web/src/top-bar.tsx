import type { Identity } from './identity';
import { PersonaPicker } from './persona-picker';
import { TokenField } from './token-field';

export function TopBar({ identity }: { identity: Identity }) {
  return (
    <header className="top-bar">
      <h1 className="top-bar-title">
        Sanlou <span lang="zh">三楼</span>
      </h1>
      {identity.personas &&
        (identity.personas.length > 0 ? <PersonaPicker {...identity} /> : <TokenField {...identity} />)}
    </header>
  );
}
