"""The catalogue as linked data: DCAT-AP 3 in Turtle, JSON-LD and RDF/XML."""
