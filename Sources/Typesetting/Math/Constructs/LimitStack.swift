/// Something small over or under something else: `\overset`, `\underset`, `\stackrel`.
struct LimitStack: Sendable {
  enum Kind: Sendable { case over, under, relation }
  var kind: Kind
  var small: [MathItem]
  var base: [MathItem]
}

extension MathParser {
  mutating func stack(_ kind: LimitStack.Kind, _ name: String) throws(TypesettingError) -> Atom {
    let small = try argument(of: name)
    let base = try argument(of: name)
    // The whole is a relation or binary operator if the base is one.
    var atomClass = kind == .relation ? AtomClass.relation : .ordinary
    if base.count == 1, case .atom(let only) = base[0],
      only.atomClass == .relation || only.atomClass == .binary
    {
      atomClass = kind == .relation ? .relation : only.atomClass
    }
    return Atom(
      nucleus: .stack(LimitStack(kind: kind, small: small, base: base)), atomClass: atomClass,
      ink: declarations.ink)
  }
}

extension MathLayout {
  func stack(_ stack: LimitStack, style: MathStyle) throws(TypesettingError) -> Box {
    let base = try list(stack.base, style: style)
    switch stack.kind {
    case .over, .relation:
      let above = try list(stack.small, style: style.superscript)
      return stackLimits(base, above: above, below: nil, style: style)
    case .under:
      let below = try list(stack.small, style: style.subscript)
      return stackLimits(base, above: nil, below: below, style: style)
    }
  }
}
