import type { Identity } from './identity';

type Properties = Pick<Identity, 'personas' | 'personaName' | 'choosePersona'>;

export function PersonaPicker({ personas = [], personaName, choosePersona }: Properties) {
  return (
    <div className="identity">
      <label htmlFor="persona">Acting as</label>
      <select id="persona" value={personaName} onChange={(event) => choosePersona(event.target.value)}>
        {personas.map(({ name, title }) => (
          <option key={name} value={name}>
            {name} — {title}
          </option>
        ))}
        <option value="">nobody — without a token</option>
      </select>
    </div>
  );
}
