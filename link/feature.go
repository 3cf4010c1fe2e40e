package link

import "github.com/tocsin-desk/tocsin"

// The features of a pair of statements: the second may go against the first one. Each is a small number that is multiplied with its weight.
const (
	always = iota
	// What the denial says of itself.
	denies       // plainly, by its kind or its words
	saysNot      // with a negation
	cueReplies   // "replied", "insists"
	cleft        // "it was the rebels who fired"
	holdsOn      // "still held it"
	kindAsks     // a demand, appeal, position or warning, and no plain denial
	kindPromises // a commitment
	// What it may go against, by kind.
	ofAccusation
	ofClaim
	ofDenied
	ofAssessment // or a warning
	ofCommitment
	ofPosition
	isLead   // the first statement of the text
	passesOn // somebody else's statement stands in it
	// Where the two stand.
	comesBefore    // what may be denied
	nearestPointed // it is the last one of another speaker, and the denial points back
	pointsFar      // the denial points back, and others speak in between
	nearestTold    // the last one of another speaker, and the denial says what isn't so
	nearestHinted
	nearestSilent
	between           // how many others speak in between, at most 4
	sentencesApart    // at most 8
	claimInside       // it stands in the words of the denial
	claimInsideDenial // "denied the army's claim that …"
	// Who speaks of whom.
	namesDenier        // "Ostrava accused Ležno"; "Ležno denied it"
	namesDenierPlainly // and the denial is plain
	namesClaimant      // "called the sailor's account invented"
	namesEachOther
	sameState // both speak for one
	sameCamp  // the later is told as one of the side of the earlier: "its spokesman"
	// What they share.
	sharedRare    // words that at most three statements have, at most 3
	sharedPlainly // the same of a plain denial
	sameMatter    // a plain denial of the same danger, attack, vote…, and both name the same actor or place; no plan
	sharedNothing // a plain denial with words of its own, of which the other has none, nor the denier's name
	opposed       // one is negated, and they share words
	otherFigures  // both give figures, and none is the same
	// What was said before.
	goesOn        // behind a plain denial of the same side
	goesOnAgainst // which went against the same
	nFeatures
)

var featureNames = [nFeatures]string{
	"always", "denies", "says-not", "cue-replies", "cleft", "holds-on", "kind-asks", "kind-promises", "of-accusation",
	"of-claim", "of-denial", "of-assessment", "of-commitment", "of-position", "is-lead", "passes-on",
	"comes-before", "nearest-pointed", "points-far", "nearest-told", "nearest-hinted", "nearest-silent", "between", "sentences-apart", "claim-inside",
	"claim-inside-denial", "names-denier", "names-denier-plainly", "names-claimant", "names-each-other", "same-state", "same-camp", "shared-rare", "shared-plainly",
	"same-matter", "shared-nothing", "opposed", "other-figures", "goes-on", "goes-on-against",
}

// Features describe a pair.
type Features [nFeatures]int32

// A field is the propositions of an article with what is known of all of them.
type field struct {
	props   []proposition
	spread  map[string]int  // in how many statements a stem stands
	parents map[string]bool // statements with others inside
	linked  map[[2]int]bool // denials and what they deny, so far
}

func newField(r *tocsin.Reading, text string) *field {
	f := &field{props: propositions(r, text), spread: map[string]int{}, parents: map[string]bool{}, linked: map[[2]int]bool{}}
	for i := range f.props {
		for _, w := range f.props[i].words {
			f.spread[w]++
		}
		f.parents[f.props[i].s.Parent] = true
	}
	return f
}

// features describe how the statement at d goes against the one at c.
func (f *field) features(d, c int) Features {
	var x Features
	p, q := &f.props[d], &f.props[c]
	x[always] = 1
	x[denies] = yes(p.plain())
	x[saysNot] = yes(p.negated)
	x[cueReplies] = yes(p.replies)
	x[cleft] = yes(p.cleft)
	x[holdsOn] = yes(p.holdsOn)
	switch p.s.Kind {
	case tocsin.Demand, tocsin.Appeal, tocsin.Position, tocsin.Warning:
		x[kindAsks] = 1 - x[denies]
	case tocsin.Commitment:
		x[kindPromises] = 1
	}
	x[ofKind(q.s.Kind)] = 1
	x[isLead] = yes(q.order == 0)
	x[passesOn] = yes(f.parents[q.s.ID] && p.s.Parent != q.s.ID)
	f.where(&x, p, q)
	f.whom(&x, p, q)
	f.before(&x, p, q)
	f.what(&x, p, q)
	return x
}

// ofKind is the feature for what may be denied.
func ofKind(k tocsin.Kind) int {
	switch k {
	case tocsin.Accusation:
		return ofAccusation
	case tocsin.Denial:
		return ofDenied
	case tocsin.Assessment, tocsin.Warning:
		return ofAssessment
	case tocsin.Commitment:
		return ofCommitment
	case tocsin.Position:
		return ofPosition
	}
	return ofClaim
}

func (f *field) where(x *Features, p, q *proposition) {
	speakers := f.others(p, q)
	x[comesBefore] = yes(q.order < p.order)
	x[between] = int32(min(4, speakers))
	x[sentencesApart] = int32(min(8, max(0, p.first-q.last, q.first-p.last)))
	if q.order < p.order && speakers == 0 {
		x[[...]int{pointed: nearestPointed, told: nearestTold, hinted: nearestHinted, silent: nearestSilent}[p.manner()]] = 1
	}
	x[pointsFar] = yes(p.points && speakers > 0)
	x[claimInside] = yes(q.s.Parent == p.s.ID)
	x[claimInsideDenial] = yes(q.s.Parent == p.s.ID && p.plain())
}

// others is how many other people speak between two statements.
func (f *field) others(p, q *proposition) int {
	n := 0
	for i := min(p.order, q.order) + 1; i < max(p.order, q.order); i++ {
		o := &f.props[i]
		if !sameSpeaker(o, p) && !sameSpeaker(o, q) && !f.camp(&f.props[i-1], o) && o.s.Parent == "" {
			n++
		}
	}
	return n
}

func (f *field) whom(x *Features, p, q *proposition) {
	x[namesDenier] = yes(p.namedBy(q))
	x[namesDenierPlainly] = x[namesDenier] * x[denies]
	x[namesClaimant] = yes(q.namedBy(p))
	x[namesEachOther] = x[namesDenier] * x[namesClaimant]
	x[sameState] = yes(common(p.codes, q.codes) > 0)
	x[sameCamp] = yes(f.camp(p, q))
}

// namedBy reports whether another statement speaks of this one's speaker, or of his state where it isn't its own.
func (p *proposition) namedBy(q *proposition) bool {
	return q.mentions(p.s.Speaker) || q.mentions(p.s.Organisation) || common(q.words, p.printed) > 0 || common(without(p.codes, q.codes), q.named) > 0
}

// camp reports whether the later of two statements is told as one of the same side: "its spokesman", right behind it.
func (f *field) camp(p, q *proposition) bool {
	a, b := p, q
	if a.order > b.order {
		a, b = b, a
	}
	return b.near && b.order == a.order+1 || sameSpeaker(a, b)
}

func (f *field) what(x *Features, p, q *proposition) {
	both := shared(p.words, q.words)
	rare := 0
	for _, w := range both {
		if f.spread[w] <= 3 {
			rare++
		}
	}
	x[sharedRare] = int32(min(3, rare))
	x[sharedPlainly] = x[sharedRare] * x[denies]
	asserted := x[ofCommitment]+x[ofPosition] == 0
	x[sameMatter] = x[denies] * yes(asserted && common(p.matters, q.matters) > 0 && common(p.names, q.names) > 0)
	x[sharedNothing] = yes(len(both) == 0 && x[namesDenier] == 0 && x[denies] == 1 && !p.points && x[goesOnAgainst] == 0)
	x[opposed] = yes(p.negated != q.negated && len(both) > 0)
	x[otherFigures] = yes(len(p.figures) > 0 && len(q.figures) > 0 && common(p.figures, q.figures) == 0)
}

// before: "Bishkek denied it. Its border service said no soldier had fired." The second goes on from a denial, and the distance to what is
// denied is that of the first.
func (f *field) before(x *Features, p, q *proposition) {
	if p.order == 0 || q.order >= p.order {
		return
	}
	o := &f.props[p.order-1]
	if o.order > q.order && f.camp(o, p) && o.plain() && !sameSpeaker(o, q) {
		x[goesOn] = 1
		if f.linked[[2]int{o.order, q.order}] {
			x[goesOnAgainst], x[sentencesApart], x[between], x[pointsFar] = 1, 0, 0, 0
		}
	}
}

func yes(b bool) int32 {
	if b {
		return 1
	}
	return 0
}
