/** An alert's own page, for chat and tickets: without the list it was found in. */
export const alertLink = (tenant: string, id: string): string => `${location.origin}/t/${tenant}/alerts/${id}`
