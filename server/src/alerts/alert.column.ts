/** The column that holds a property of the alert: `user` is a reserved word in SQL. */
export const columnOf = (property: string): string =>
  property === 'user' ? 'user_name' : property.replace(/[A-Z]/g, '_$&').toLowerCase()
