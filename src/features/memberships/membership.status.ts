export enum MembershipStatus {
  APPLICANT = 'APPLICANT',
  ACTIVIST = 'ACTIVIST',
  DEVELOPMENT_TARGET = 'DEVELOPMENT_TARGET',
  PROBATIONARY = 'PROBATIONARY',
  FULL = 'FULL',
}

export enum MembershipEnd {
  REASSIGNED = 'REASSIGNED',
  TRANSFERRED = 'TRANSFERRED',
  LEFT = 'LEFT',
  EXPELLED = 'EXPELLED',
  DECEASED = 'DECEASED',
}

const order = Object.values(MembershipStatus);

/** Whether one status may follow another: one step forward at a time, never back. */
export function mayFollow(from: MembershipStatus, to: MembershipStatus): boolean {
  return order.indexOf(to) === order.indexOf(from) + 1;
}
