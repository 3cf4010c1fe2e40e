package tocsin

// StoryID names a group of copies of one text: the hash of its head's first version.
type StoryID string

// A Copy says that one version of an article carries the text of another.
// The head of a story is a Copy of itself with Share 1.
type Copy struct {
	Version VersionHash // the copy
	Story   StoryID
	Of      VersionHash // the text it was compared with; itself for a head
	Share   float64     // containment of 5-word shingles in the smaller text, 0..1
	Why     string      // in words: "shares 91 % of its wording", "credits Sputnik"
}

// Reach counts who carries something, kept apart always: reports are articles, outlets are
// publications, origins are texts that nobody is known to have copied.
type Reach struct{ Reports, Outlets, Origins int }
