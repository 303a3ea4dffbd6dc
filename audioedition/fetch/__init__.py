"""A path, a web address, a feed or standard input -> bytes. The one room that reads from the network; an edge."""
