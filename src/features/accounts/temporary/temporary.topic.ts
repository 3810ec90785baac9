/** Announced with the id of the grant when somebody has taken temporary access. */
export const temporaryAccessTaken = 'temporary_access_taken';
