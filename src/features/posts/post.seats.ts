import type { Appointment } from './appointment.entity';

type Period = Pick<Appointment, 'startedOn' | 'endedOn'>;

/** The first day, from that day on, on which so many seats are taken; undefined when there is none. */
export function firstFullDay(taken: readonly Period[], seats: number, from: string): string | undefined {
  // Seats are filled on days on which someone begins, and on no other.
  const days = [from, ...taken.map(({ startedOn }) => startedOn).filter((day) => day > from)].sort();
  return days.find((day) => taken.filter((period) => covers(period, day)).length >= seats);
}

function covers({ startedOn, endedOn }: Period, day: string): boolean {
  return startedOn <= day && (endedOn === null || endedOn > day);
}
