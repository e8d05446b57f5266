/** A `Host` header that is a name or an address, perhaps with a port: such a one can be told back to the client. */
export const hostShape = /^[A-Za-z0-9.-]{1,253}(:\d{1,5})?$|^\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?$/;
