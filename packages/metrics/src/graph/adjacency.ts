/**
 * A directed graph: `adjacency[cause][effect]` is not 0 where there is an edge from cause to effect. Square, with zeros on the diagonal.
 */
export type Adjacency = readonly ArrayLike<number>[];
