import { useCallback, useEffect, useMemo, useState } from 'react';

/** A demo account with a development token, as the API lists them. */
interface Persona {
  name: string;
  title: string;
  token: string;
}

const personaKey = 'sanlou:persona';
const tokenKey = 'sanlou:token';

/** Who the requests are sent as: a persona where the API offers some, else a pasted token. */
export interface Identity {
  /** Undefined while they are being asked for, empty when the API offers none. */
  personas: Persona[] | undefined;
  /** The chosen persona's name; empty for nobody. */
  personaName: string;
  choosePersona(name: string): void;
  usePastedToken(token: string): void;
  token: string | undefined;
}

export function useIdentity(): Identity {
  const [personas, setPersonas] = useState<Persona[]>();
  const [chosenName, setChosenName] = useState(() => sessionStorage.getItem(personaKey));
  const [pastedToken, setPastedToken] = useState(() => sessionStorage.getItem(tokenKey) ?? '');

  useEffect(() => {
    // When the API cannot be reached, GraphiQL says so itself as it asks for the schema.
    fetchPersonas().then(setPersonas, () => setPersonas([]));
  }, []);

  const choosePersona = useCallback((name: string) => {
    sessionStorage.setItem(personaKey, name);
    setChosenName(name);
  }, []);
  const usePastedToken = useCallback((token: string) => {
    sessionStorage.setItem(tokenKey, token);
    setPastedToken(token);
  }, []);

  return useMemo(() => {
    const personaName = resolvePersonaName(personas ?? [], chosenName);
    const persona = personas?.find(({ name }) => name === personaName);
    const token = personas?.length ? persona?.token : pastedToken || undefined;
    return { personas, personaName, choosePersona, usePastedToken, token };
  }, [personas, chosenName, pastedToken, choosePersona, usePastedToken]);
}

/** The remembered choice as long as it is still offered, nobody when that was chosen, else the first persona. */
function resolvePersonaName(personas: Persona[], chosenName: string | null): string {
  if (chosenName === '' || personas.some(({ name }) => name === chosenName)) return chosenName ?? '';
  return personas[0]?.name ?? '';
}

async function fetchPersonas(): Promise<Persona[]> {
  const response = await fetch('/graphiql/personas', { headers: { accept: 'application/json' } });
  if (!response.ok) return [];
  const { personas } = (await response.json()) as { personas: Persona[] };
  return personas;
}
