package tocsin

import (
	"cmp"
	"slices"
)

// A cameoRow says of a CAMEO code what its event is called, what it weighs and what it became in PLOVER.
type cameoRow struct {
	code      CAMEO
	name      string // in plain words of our own; "" as the parent's
	goldstein float64
	plover    PLOVER // "" where PLOVER has no event: statements and appeals
	mode      string // of the PLOVER manual 0.8
}

// row returns the row of a code, else of the longest code that it begins with, and whether there is one.
func (c CAMEO) row() (cameoRow, bool) {
	for n := len(c); n >= 2; n-- {
		if i, ok := slices.BinarySearchFunc(cameos[:], c[:n], func(r cameoRow, code CAMEO) int { return cmp.Compare(r.code, code) }); ok {
			return cameos[i], true
		}
	}
	return cameoRow{}, false
}

// Name says a code in plain words; a code of four digits without a name of its own takes its parent's. "" for what is no code.
func (c CAMEO) Name() string {
	r, _ := c.row()
	for n := len(r.code) - 1; r.name == "" && n >= 2; n-- {
		r, _ = r.code[:n].row()
	}
	return r.name
}

// Goldstein returns the code's value on Goldstein's scale of conflict and cooperation, -10 to 10 (Goldstein 1992, as CAMEO 1.1b3 extends it).
// A code without a value of its own has its parent's.
func (c CAMEO) Goldstein() float64 {
	r, _ := c.row()
	return r.goldstein
}

// PLOVER returns the type and mode into which the official table of 2021 turns a code, with the modes that the manual 0.8 knows; "" for statements
// and appeals, which PLOVER leaves out. It is for other people's data: what the coder reads itself follows the manual.
func (c CAMEO) PLOVER() (typ PLOVER, mode string) {
	r, _ := c.row()
	return r.plover, r.mode
}

// Class returns the class that ICEWS and Phoenix give a code: 0 for statements and appeals, else 1 to 4 as PLOVER's quads, but for reduced relations
// (16), which are conflict in words there.
func (c CAMEO) Class() Quad {
	switch root := c.Root(); {
	case root <= "02":
		return 0
	case root <= "05":
		return VerbalCooperation
	case root <= "08":
		return MaterialCooperation
	case root <= "13" || root == "16":
		return VerbalConflict
	}
	return MaterialConflict
}

var cameos = [...]cameoRow{
	{"01", "public statement", 0, "", ""},
	{"010", "statement", 0, "", ""},
	{"011", "declines to comment", -0.1, "", ""},
	{"012", "gloomy comment", -0.4, "", ""},
	{"013", "hopeful comment", 0.4, "", ""},
	{"014", "weighs an option", 0, "", ""},
	{"015", "admits or claims responsibility", 0, "", ""},
	{"016", "denies responsibility", 3.4, "", ""},
	{"017", "symbolic act", 0, "", ""},
	{"018", "expresses sympathy", 3.4, "", ""},
	{"019", "expresses agreement", 0, "", ""},
	{"02", "appeal", 3, "", ""},
	{"020", "appeal or request", 3, "", ""},
	{"021", "asks for material cooperation", 3.4, "", ""},
	{"022", "asks for diplomatic cooperation", 3.4, "", ""},
	{"023", "asks for aid", 3.4, "", ""},
	{"024", "asks for political reform", -0.3, "", ""},
	{"025", "asks to yield", -0.3, "", ""},
	{"026", "asks others to meet or negotiate", 4, "", ""},
	{"027", "asks others to settle a dispute", 4, "", ""},
	{"028", "asks others to accept mediation", 4, "", ""},
	{"03", "intends to cooperate", 4, "AGREE", ""},
	{"030", "intends to cooperate", 4, "AGREE", ""},
	{"031", "intends material cooperation", 5.2, "AGREE", ""},
	{"032", "intends diplomatic cooperation", 4.5, "AGREE", ""},
	{"033", "intends to give aid", 5.2, "AGREE", ""},
	{"0334", "", 6, "AGREE", ""},
	{"034", "intends political reform", 7, "AGREE", ""},
	{"035", "intends to yield", 7, "AGREE", ""},
	{"0357", "", 7, "", ""},
	{"036", "intends to meet or negotiate", 4, "AGREE", ""},
	{"037", "intends to settle a dispute", 5, "AGREE", ""},
	{"038", "intends to accept mediation", 7, "AGREE", ""},
	{"039", "intends to mediate", 5, "AGREE", ""},
	{"04", "consultation", 1, "CONSULT", ""},
	{"040", "consults", 1, "CONSULT", ""},
	{"041", "talks by telephone", 1, "CONSULT", "phone"},
	{"042", "makes a visit", 1.9, "CONSULT", "visit"},
	{"043", "hosts a visit", 2.8, "CONSULT", "visit"},
	{"044", "meets at a third place", 2.5, "CONSULT", "third-party"},
	{"045", "mediates", 5, "CONSULT", ""},
	{"046", "negotiates", 7, "CONSULT", ""},
	{"05", "diplomatic cooperation", 3.5, "SUPPORT", ""},
	{"050", "cooperates diplomatically", 3.5, "SUPPORT", ""},
	{"051", "praises or endorses", 3.4, "SUPPORT", ""},
	{"052", "defends in words", 3.5, "SUPPORT", ""},
	{"053", "rallies support for somebody", 3.8, "SUPPORT", ""},
	{"054", "grants diplomatic recognition", 6, "SUPPORT", ""},
	{"055", "apologises", 7, "SUPPORT", ""},
	{"056", "forgives", 7, "SUPPORT", ""},
	{"057", "signs a formal agreement", 8, "SUPPORT", ""},
	{"06", "material cooperation", 6, "COOPERATE", ""},
	{"060", "cooperates in deeds", 6, "COOPERATE", ""},
	{"061", "cooperates economically", 6.4, "COOPERATE", ""},
	{"062", "cooperates militarily", 7.4, "COOPERATE", ""},
	{"063", "cooperates in matters of justice", 7.4, "COOPERATE", ""},
	{"064", "shares intelligence or information", 7, "COOPERATE", ""},
	{"07", "aid", 7, "AID", ""},
	{"070", "gives aid", 7, "AID", ""},
	{"071", "gives economic aid", 7.4, "AID", ""},
	{"072", "gives military aid", 8.3, "AID", ""},
	{"073", "gives humanitarian aid", 7.4, "AID", ""},
	{"074", "gives military protection or peacekeeping", 8.5, "AID", ""},
	{"075", "grants asylum", 7, "AID", ""},
	{"08", "yielding", 5, "RETREAT", ""},
	{"080", "yields", 5, "CONCEDE", ""},
	{"081", "eases administrative sanctions", 5, "CONCEDE", ""},
	{"0813", "", 5, "RETREAT", ""},
	{"0814", "", 5, "RETREAT", ""},
	{"082", "eases political dissent", 5, "CONCEDE", ""},
	{"083", "accedes to political demands", 5, "CONCEDE", ""},
	{"084", "returns or releases", 7, "RETREAT", ""},
	{"0841", "returns or releases people", 7, "RETREAT", "release"},
	{"0842", "returns or releases property", 7, "RETREAT", ""},
	{"085", "eases economic sanctions or a boycott", 7, "RETREAT", ""},
	{"086", "lets in outside involvement", 9, "RETREAT", "access"},
	{"0861", "lets in peacekeepers", 9, "RETREAT", "access"},
	{"0862", "lets in inspectors", 9, "RETREAT", "access"},
	{"0863", "lets humanitarian aid through", 9, "RETREAT", "access"},
	{"087", "de-escalates militarily", 9, "RETREAT", "disarm"},
	{"0871", "declares a truce or ceasefire", 9, "RETREAT", "ceasefire"},
	{"0872", "eases a military blockade", 9, "RETREAT", "withdraw"},
	{"0873", "demobilises forces", 9, "RETREAT", "disarm"},
	{"0874", "retreats or gives up territory", 10, "RETREAT", "disarm"},
	{"09", "investigation", -2, "ACCUSE", ""},
	{"090", "investigates", -2, "ACCUSE", "investigate"},
	{"091", "investigates crime or corruption", -2, "ACCUSE", "investigate"},
	{"092", "investigates human rights abuses", -2, "ACCUSE", "investigate"},
	{"093", "investigates military action", -2, "ACCUSE", "investigate"},
	{"094", "investigates war crimes", -2, "ACCUSE", "investigate"},
	{"10", "demand", -5, "REQUEST", ""},
	{"100", "demands", -5, "REQUEST", ""},
	{"101", "demands material cooperation", -5, "REQUEST", "assist"},
	{"102", "demands diplomatic cooperation", -5, "REQUEST", "assist"},
	{"103", "demands aid", -5, "REQUEST", "assist"},
	{"104", "demands political reform", -5, "REQUEST", "change"},
	{"105", "demands that somebody yield", -5, "REQUEST", "change"},
	{"1051", "", -5, "REQUEST", "yield"},
	{"1052", "", -5, "REQUEST", "yield"},
	{"1053", "", -5, "REQUEST", "yield"},
	{"1054", "", -5, "REQUEST", "yield"},
	{"1055", "", -5, "REQUEST", "yield"},
	{"1056", "", -5, "REQUEST", "yield"},
	{"106", "demands that others meet or negotiate", -5, "REQUEST", "meet"},
	{"107", "demands that a dispute be settled", -5, "REQUEST", "meet"},
	{"108", "demands mediation", -5, "REQUEST", "meet"},
	{"109", "", -5, "", ""},
	{"11", "disapproval", -2, "ACCUSE", ""},
	{"110", "disapproves", -2, "ACCUSE", "disapprove"},
	{"111", "criticises or denounces", -2, "ACCUSE", "disapprove"},
	{"112", "accuses", -2, "ACCUSE", "disapprove"},
	{"1121", "accuses of crime or corruption", -2, "ACCUSE", "allege"},
	{"1122", "accuses of human rights abuses", -2, "ACCUSE", "allege"},
	{"1123", "accuses of aggression", -2, "ACCUSE", "allege"},
	{"1124", "accuses of war crimes", -2, "ACCUSE", "allege"},
	{"1125", "accuses of espionage or treason", -2, "ACCUSE", "allege"},
	{"113", "rallies opposition to somebody", -2, "ACCUSE", "disapprove"},
	{"114", "complains officially", -2, "ACCUSE", "allege"},
	{"115", "brings a lawsuit", -2, "ACCUSE", "allege"},
	{"116", "finds guilty", -2, "ACCUSE", "disapprove"},
	{"12", "rejection", -4, "REJECT", ""},
	{"120", "rejects", -4, "REJECT", ""},
	{"121", "rejects material cooperation", -4, "REJECT", "assist"},
	{"122", "rejects a request for aid", -4, "REJECT", "assist"},
	{"123", "rejects a demand for reform", -4, "REJECT", "change"},
	{"124", "refuses to yield", -5, "REJECT", "change"},
	{"1243", "", -5, "REJECT", "yield"},
	{"1244", "", -5, "REJECT", "yield"},
	{"1245", "", -5, "REJECT", "yield"},
	{"1246", "", -5, "REJECT", "yield"},
	{"125", "rejects talks", -5, "REJECT", "meet"},
	{"126", "rejects mediation", -5, "REJECT", "meet"},
	{"127", "rejects a plan to settle a dispute", -5, "REJECT", "meet"},
	{"128", "defies rules or law", -5, "REJECT", "yield"},
	{"129", "vetoes", -4, "REJECT", "yield"},
	{"13", "threat", -6, "THREATEN", ""},
	{"130", "threatens", -4.4, "THREATEN", ""},
	{"131", "threatens without force", -5.8, "THREATEN", ""},
	{"1311", "", -5.8, "THREATEN", "relations"},
	{"1312", "", -5.8, "THREATEN", "restrict"},
	{"1313", "", -5.8, "THREATEN", "relations"},
	{"132", "threatens administrative sanctions", -5.8, "THREATEN", "restrict"},
	{"133", "threatens political dissent", -5.8, "THREATEN", "relations"},
	{"134", "threatens to break off talks", -5.8, "THREATEN", "relations"},
	{"135", "threatens to break off mediation", -5.8, "THREATEN", "relations"},
	{"136", "threatens to end aid or a mission", -7, "THREATEN", "expel"},
	{"137", "threatens repression", -7, "THREATEN", "violence"},
	{"138", "threatens military force", -7, "THREATEN", "violence"},
	{"1381", "", -7, "THREATEN", "restrict"},
	{"1382", "", -7, "THREATEN", "territory"},
	{"139", "gives an ultimatum", -7, "THREATEN", "relations"},
	{"14", "protest", -6.5, "PROTEST", ""},
	{"140", "dissents politically", -6.5, "PROTEST", ""},
	{"141", "demonstrates", -6.5, "PROTEST", "demo"},
	{"142", "goes on hunger strike", -6.5, "PROTEST", "hunger"},
	{"143", "goes on strike or boycotts", -6.5, "PROTEST", "boycott"},
	{"144", "blocks passage", -7.5, "PROTEST", "obstruct"},
	{"145", "riots", -7.5, "PROTEST", "riot"},
	{"15", "show of force", -7.2, "MOBILIZE", ""},
	{"150", "shows military or police strength", -7.2, "MOBILIZE", ""},
	{"151", "raises police alert", -7.2, "MOBILIZE", "police"},
	{"152", "raises military alert", -7.2, "MOBILIZE", "troops"},
	{"153", "mobilises police", -7.2, "MOBILIZE", "police"},
	{"154", "mobilises armed forces", -7.2, "MOBILIZE", "troops"},
	{"155", "mobilises cyber forces", -7.2, "MOBILIZE", ""},
	{"16", "reduced relations", -4, "SANCTION", ""},
	{"160", "reduces relations", -4, "SANCTION", ""},
	{"161", "breaks or reduces diplomatic relations", -4, "SANCTION", "withdraw"},
	{"162", "cuts or ends material aid", -5.6, "SANCTION", "discontinue"},
	{"163", "imposes an embargo, boycott or sanctions", -6.5, "COERCE", "restrict"},
	{"164", "breaks off talks", -7, "SANCTION", "withdraw"},
	{"1641", "", -7, "", ""},
	{"1642", "", -7, "", ""},
	{"1643", "", -7, "", ""},
	{"165", "breaks off mediation", -7, "SANCTION", "withdraw"},
	{"166", "expels or withdraws a mission", -8, "SANCTION", "expel"},
	{"17", "coercion", -7, "COERCE", ""},
	{"170", "coerces", -7, "COERCE", ""},
	{"171", "seizes or damages property", -9.2, "COERCE", "seize"},
	{"1712", "", -9.2, "ASSAULT", "seize"},
	{"172", "imposes administrative sanctions", -5, "COERCE", "restrict"},
	{"1723", "", -5, "COERCE", "curfew"},
	{"1724", "", -5, "COERCE", "martial-law"},
	{"173", "arrests or detains", -5, "COERCE", "arrest"},
	{"174", "expels or deports people", -5, "COERCE", "deport"},
	{"175", "represses with violence", -9, "ASSAULT", ""},
	{"176", "attacks by computer", -7, "COERCE", ""},
	{"18", "assault", -9, "ASSAULT", ""},
	{"180", "uses unconventional violence", -9, "ASSAULT", ""},
	{"181", "abducts or takes hostage", -9, "ASSAULT", "abduct"},
	{"182", "assaults a person", -9.5, "ASSAULT", "beat"},
	{"1821", "", -9, "ASSAULT", "sexual"},
	{"1822", "", -9, "ASSAULT", "torture"},
	{"1823", "", -10, "ASSAULT", ""},
	{"183", "bombs, without a military", -10, "ASSAULT", "suicide-attack"},
	{"1832", "", -10, "ASSAULT", "explosives"},
	{"1833", "", -10, "ASSAULT", "explosives"},
	{"184", "uses people as a shield", -8, "ASSAULT", "abduct"},
	{"185", "tries to assassinate", -8, "ASSAULT", "targeted"},
	{"186", "assassinates", -10, "ASSAULT", "targeted"},
	{"19", "fighting", -10, "ASSAULT", ""},
	{"190", "uses conventional military force", -10, "ASSAULT", ""},
	{"191", "blockades", -9.5, "COERCE", "restrict"},
	{"192", "occupies territory", -9.5, "COERCE", "seize"},
	{"193", "fights with small arms", -10, "ASSAULT", "firearms"},
	{"194", "fights with artillery and tanks", -10, "ASSAULT", "heavy-weapons"},
	{"195", "fights from the air", -10, "ASSAULT", "heavy-weapons"},
	{"196", "breaks a ceasefire", -9.5, "ASSAULT", ""},
	{"20", "mass violence", -10, "ASSAULT", ""},
	{"200", "uses mass violence", -10, "ASSAULT", "targeted"},
	{"201", "expels a population", -9.5, "ASSAULT", ""},
	{"202", "kills many", -10, "ASSAULT", "targeted"},
	{"203", "cleanses a population", -10, "ASSAULT", ""},
	{"204", "uses weapons of mass destruction", -10, "ASSAULT", "unconventional"},
}
