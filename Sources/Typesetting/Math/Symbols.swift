/// The commands that stand for one character of the mathematics font.
enum Symbols {
  /// A command's character and class.
  static let commands: [String: (scalar: Unicode.Scalar, atomClass: AtomClass)] = {
    var commands: [String: (scalar: Unicode.Scalar, atomClass: AtomClass)] = [:]
    for (atomClass, table) in tables {
      var words = table.split(whereSeparator: \.isWhitespace).makeIterator()
      while let name = words.next(), let scalar = words.next()?.unicodeScalars.first {
        commands[String(name)] = (scalar, atomClass)
      }
    }
    return commands
  }()

  /// The classes of the characters that may be typed as they are; others are ordinary.
  static let classes: [Unicode.Scalar: AtomClass] = {
    var classes: [Unicode.Scalar: AtomClass] = [:]
    for (atomClass, table) in tables where atomClass != .ordinary {
      var words = table.split(whereSeparator: \.isWhitespace).makeIterator()
      while words.next() != nil, let scalar = words.next()?.unicodeScalars.first {
        classes[scalar] = atomClass
      }
    }
    for (atomClass, characters) in plain {
      for scalar in characters.unicodeScalars { classes[scalar] = atomClass }
    }
    return classes
  }()

  /// What a character on the keyboard stands for in a formula.
  static func typed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "-": "−"
    case "*": "∗"
    case ":": "∶"
    case "`": "‘"
    default: scalar
    }
  }

  private static let plain: [(AtomClass, String)] = [
    (.binary, "+−∗"), (.relation, "=<>∶"), (.opening, "(["), (.closing, ")]!?"),
    (.punctuation, ",;"), (.ordinary, "|‖./"),
  ]

  /// Pairs of a command's name and its character.
  private static let tables: [(AtomClass, String)] = [
    (
      .ordinary,
      """
      alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ
      iota ι kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ
      sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω
      Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ Mu Μ
      Nu Ν Xi Ξ Pi Π Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω
      partial ∂ nabla ∇ ell ℓ hbar ℏ infty ∞ forall ∀ exists ∃ nexists ∄ emptyset ∅
      varnothing ∅ Re ℜ Im ℑ wp ℘ aleph ℵ imath ı jmath ȷ prime ′ backprime ‵ angle ∠ top ⊤
      bot ⊥ neg ¬ lnot ¬ flat ♭ natural ♮ sharp ♯ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠
      triangle △ square □ blacksquare ■ bigstar ★ checkmark ✓ degree ° complement ∁
      vert | Vert ‖ | ‖ backslash \\ # # % % & & $ $ _ _ S § P ¶ dag † ddag ‡ therefore ∴ because ∵
      copyright © pounds £ slash /
      """
    ),
    (
      .largeOperator,
      """
      sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁
      bigotimes ⨂ bigodot ⨀ bigvee ⋁ bigwedge ⋀ biguplus ⨄ bigsqcup ⨆
      """
    ),
    (
      .binary,
      """
      pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ odot ⊙ oplus ⊕ ominus ⊖
      otimes ⊗ oslash ⊘ cup ∪ cap ∩ uplus ⊎ sqcup ⊔ sqcap ⊓ setminus ∖ smallsetminus ∖ dagger †
      ddagger ‡ wedge ∧ land ∧ vee ∨ lor ∨ diamond ⋄ bigtriangleup △ triangleleft ◁ triangleright ▷
      wr ≀ amalg ⨿ boxtimes ⊠ boxplus ⊞ ltimes ⋉ rtimes ⋊ bigcirc ◯ intercal ⊺
      """
    ),
    (
      .relation,
      """
      leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ ll ≪ gg ≫ lll ⋘ ggg ⋙ approx ≈ approxeq ≊ sim ∼ simeq ≃
      cong ≅ equiv ≡ propto ∝ doteq ≐ triangleq ≜ coloneq ≔ asymp ≍ prec ≺ succ ≻ preceq ⪯
      succeq ⪰ leqslant ⩽ geqslant ⩾ lesssim ≲ gtrsim ≳ in ∈ ni ∋ notin ∉ subset ⊂ supset ⊃
      subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ sqsubseteq ⊑ sqsupseteq ⊒ mid ∣ nmid ∤
      parallel ∥ nparallel ∦ perp ⟂ vdash ⊢ dashv ⊣ models ⊧ vDash ⊨ smile ⌣ frown ⌢ bowtie ⋈
      leftarrow ← gets ← rightarrow → to → leftrightarrow ↔ Leftarrow ⇐ Rightarrow ⇒
      Leftrightarrow ⇔ longleftarrow ⟵ longrightarrow ⟶ longleftrightarrow ⟷ Longleftarrow ⟸
      Longrightarrow ⟹ Longleftrightarrow ⟺ mapsto ↦ longmapsto ⟼ uparrow ↑ downarrow ↓
      updownarrow ↕ Uparrow ⇑ Downarrow ⇓ Updownarrow ⇕ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖
      hookleftarrow ↩ hookrightarrow ↪ leftharpoonup ↼ leftharpoondown ↽ rightharpoonup ⇀
      rightharpoondown ⇁ rightleftharpoons ⇌ leftrightarrows ⇆ rightsquigarrow ⇝ leadsto ⇝
      lhd ⊲ rhd ⊳ vdots ⋮ ddots ⋱
      """
    ),
    (
      .opening,
      """
      lbrace { { { lbrack [ langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖ llbracket ⟦ lgroup ⟮
      """
    ),
    (
      .closing,
      """
      rbrace } } } rbrack ] rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖ rrbracket ⟧ rgroup ⟯
      """
    ),
    (.inner, "ldots … dots … dotsc … hdots … mathellipsis … cdots ⋯ dotsb ⋯ dotsm ⋯"),
  ]
}
