import { useState, type FormEvent } from 'react';
import type { Identity } from './identity';
import { subjectOf } from './token-subject';

type Properties = Pick<Identity, 'token' | 'usePastedToken'>;

export function TokenField({ token = '', usePastedToken }: Properties) {
  const [draft, setDraft] = useState(token);

  function submit(event: FormEvent) {
    event.preventDefault();
    const pasted = draft.trim().replace(/^Bearer\s+/i, '');
    setDraft(pasted);
    usePastedToken(pasted);
  }

  return (
    <form className="identity" onSubmit={submit}>
      <output className="identity-state">
        {token ? `Acting as ${subjectOf(token) ?? 'the token’s account'}` : 'No token'}
      </output>
      <label htmlFor="token">Bearer token</label>
      <input
        id="token"
        type="password"
        autoComplete="off"
        spellCheck={false}
        placeholder="Paste a token"
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
      />
      <button type="submit" disabled={draft === token}>
        {token && !draft ? 'Clear' : 'Use'}
      </button>
    </form>
  );
}
