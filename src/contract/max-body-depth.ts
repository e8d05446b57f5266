/** How deep a request's JSON may nest: brackets within brackets. The deepest that anything asks for is four. */
export const maxBodyDepth = 32;
