import CHarfBuzz

/// The constants of the MATH table that layout uses, in em; named as in the OpenType specification.
struct MathConstants: Sendable {
  let scriptPercentScaleDown: Double
  let scriptScriptPercentScaleDown: Double
  let displayOperatorMinHeight: Double
  let axisHeight: Double
  let accentBaseHeight: Double
  let subscriptShiftDown: Double
  let subscriptTopMax: Double
  let subscriptBaselineDropMin: Double
  let superscriptShiftUp: Double
  let superscriptShiftUpCramped: Double
  let superscriptBottomMin: Double
  let superscriptBaselineDropMax: Double
  let subSuperscriptGapMin: Double
  let superscriptBottomMaxWithSubscript: Double
  let spaceAfterScript: Double
  let upperLimitGapMin: Double
  let upperLimitBaselineRiseMin: Double
  let lowerLimitGapMin: Double
  let lowerLimitBaselineDropMin: Double
  let stackTopShiftUp: Double
  let stackTopDisplayStyleShiftUp: Double
  let stackBottomShiftDown: Double
  let stackBottomDisplayStyleShiftDown: Double
  let stackGapMin: Double
  let stackDisplayStyleGapMin: Double
  let fractionNumeratorShiftUp: Double
  let fractionNumeratorDisplayStyleShiftUp: Double
  let fractionDenominatorShiftDown: Double
  let fractionDenominatorDisplayStyleShiftDown: Double
  let fractionNumeratorGapMin: Double
  let fractionNumDisplayStyleGapMin: Double
  let fractionRuleThickness: Double
  let fractionDenominatorGapMin: Double
  let fractionDenomDisplayStyleGapMin: Double
  let overbarVerticalGap: Double
  let overbarRuleThickness: Double
  let overbarExtraAscender: Double
  let underbarVerticalGap: Double
  let underbarRuleThickness: Double
  let underbarExtraDescender: Double
  let radicalVerticalGap: Double
  let radicalDisplayStyleVerticalGap: Double
  let radicalRuleThickness: Double
  let radicalExtraAscender: Double
  let radicalKernBeforeDegree: Double
  let radicalKernAfterDegree: Double
  let radicalDegreeBottomRaisePercent: Double
  let minConnectorOverlap: Double

  init(_ font: Font) {
    func units(_ constant: hb_ot_math_constant_t) -> Double {
      Double(hb_ot_math_get_constant(font.raw, constant))
    }
    func em(_ constant: hb_ot_math_constant_t) -> Double { units(constant) * font.scale }
    scriptPercentScaleDown = units(HB_OT_MATH_CONSTANT_SCRIPT_PERCENT_SCALE_DOWN) / 100
    scriptScriptPercentScaleDown =
      units(HB_OT_MATH_CONSTANT_SCRIPT_SCRIPT_PERCENT_SCALE_DOWN) / 100
    displayOperatorMinHeight = em(HB_OT_MATH_CONSTANT_DISPLAY_OPERATOR_MIN_HEIGHT)
    axisHeight = em(HB_OT_MATH_CONSTANT_AXIS_HEIGHT)
    accentBaseHeight = em(HB_OT_MATH_CONSTANT_ACCENT_BASE_HEIGHT)
    subscriptShiftDown = em(HB_OT_MATH_CONSTANT_SUBSCRIPT_SHIFT_DOWN)
    subscriptTopMax = em(HB_OT_MATH_CONSTANT_SUBSCRIPT_TOP_MAX)
    subscriptBaselineDropMin = em(HB_OT_MATH_CONSTANT_SUBSCRIPT_BASELINE_DROP_MIN)
    superscriptShiftUp = em(HB_OT_MATH_CONSTANT_SUPERSCRIPT_SHIFT_UP)
    superscriptShiftUpCramped = em(HB_OT_MATH_CONSTANT_SUPERSCRIPT_SHIFT_UP_CRAMPED)
    superscriptBottomMin = em(HB_OT_MATH_CONSTANT_SUPERSCRIPT_BOTTOM_MIN)
    superscriptBaselineDropMax = em(HB_OT_MATH_CONSTANT_SUPERSCRIPT_BASELINE_DROP_MAX)
    subSuperscriptGapMin = em(HB_OT_MATH_CONSTANT_SUB_SUPERSCRIPT_GAP_MIN)
    superscriptBottomMaxWithSubscript =
      em(HB_OT_MATH_CONSTANT_SUPERSCRIPT_BOTTOM_MAX_WITH_SUBSCRIPT)
    spaceAfterScript = em(HB_OT_MATH_CONSTANT_SPACE_AFTER_SCRIPT)
    upperLimitGapMin = em(HB_OT_MATH_CONSTANT_UPPER_LIMIT_GAP_MIN)
    upperLimitBaselineRiseMin = em(HB_OT_MATH_CONSTANT_UPPER_LIMIT_BASELINE_RISE_MIN)
    lowerLimitGapMin = em(HB_OT_MATH_CONSTANT_LOWER_LIMIT_GAP_MIN)
    lowerLimitBaselineDropMin = em(HB_OT_MATH_CONSTANT_LOWER_LIMIT_BASELINE_DROP_MIN)
    stackTopShiftUp = em(HB_OT_MATH_CONSTANT_STACK_TOP_SHIFT_UP)
    stackTopDisplayStyleShiftUp = em(HB_OT_MATH_CONSTANT_STACK_TOP_DISPLAY_STYLE_SHIFT_UP)
    stackBottomShiftDown = em(HB_OT_MATH_CONSTANT_STACK_BOTTOM_SHIFT_DOWN)
    stackBottomDisplayStyleShiftDown =
      em(HB_OT_MATH_CONSTANT_STACK_BOTTOM_DISPLAY_STYLE_SHIFT_DOWN)
    stackGapMin = em(HB_OT_MATH_CONSTANT_STACK_GAP_MIN)
    stackDisplayStyleGapMin = em(HB_OT_MATH_CONSTANT_STACK_DISPLAY_STYLE_GAP_MIN)
    fractionNumeratorShiftUp = em(HB_OT_MATH_CONSTANT_FRACTION_NUMERATOR_SHIFT_UP)
    fractionNumeratorDisplayStyleShiftUp =
      em(HB_OT_MATH_CONSTANT_FRACTION_NUMERATOR_DISPLAY_STYLE_SHIFT_UP)
    fractionDenominatorShiftDown = em(HB_OT_MATH_CONSTANT_FRACTION_DENOMINATOR_SHIFT_DOWN)
    fractionDenominatorDisplayStyleShiftDown =
      em(HB_OT_MATH_CONSTANT_FRACTION_DENOMINATOR_DISPLAY_STYLE_SHIFT_DOWN)
    fractionNumeratorGapMin = em(HB_OT_MATH_CONSTANT_FRACTION_NUMERATOR_GAP_MIN)
    fractionNumDisplayStyleGapMin = em(HB_OT_MATH_CONSTANT_FRACTION_NUM_DISPLAY_STYLE_GAP_MIN)
    fractionRuleThickness = em(HB_OT_MATH_CONSTANT_FRACTION_RULE_THICKNESS)
    fractionDenominatorGapMin = em(HB_OT_MATH_CONSTANT_FRACTION_DENOMINATOR_GAP_MIN)
    fractionDenomDisplayStyleGapMin =
      em(HB_OT_MATH_CONSTANT_FRACTION_DENOM_DISPLAY_STYLE_GAP_MIN)
    overbarVerticalGap = em(HB_OT_MATH_CONSTANT_OVERBAR_VERTICAL_GAP)
    overbarRuleThickness = em(HB_OT_MATH_CONSTANT_OVERBAR_RULE_THICKNESS)
    overbarExtraAscender = em(HB_OT_MATH_CONSTANT_OVERBAR_EXTRA_ASCENDER)
    underbarVerticalGap = em(HB_OT_MATH_CONSTANT_UNDERBAR_VERTICAL_GAP)
    underbarRuleThickness = em(HB_OT_MATH_CONSTANT_UNDERBAR_RULE_THICKNESS)
    underbarExtraDescender = em(HB_OT_MATH_CONSTANT_UNDERBAR_EXTRA_DESCENDER)
    radicalVerticalGap = em(HB_OT_MATH_CONSTANT_RADICAL_VERTICAL_GAP)
    radicalDisplayStyleVerticalGap = em(HB_OT_MATH_CONSTANT_RADICAL_DISPLAY_STYLE_VERTICAL_GAP)
    radicalRuleThickness = em(HB_OT_MATH_CONSTANT_RADICAL_RULE_THICKNESS)
    radicalExtraAscender = em(HB_OT_MATH_CONSTANT_RADICAL_EXTRA_ASCENDER)
    radicalKernBeforeDegree = em(HB_OT_MATH_CONSTANT_RADICAL_KERN_BEFORE_DEGREE)
    radicalKernAfterDegree = em(HB_OT_MATH_CONSTANT_RADICAL_KERN_AFTER_DEGREE)
    radicalDegreeBottomRaisePercent =
      units(HB_OT_MATH_CONSTANT_RADICAL_DEGREE_BOTTOM_RAISE_PERCENT) / 100
    minConnectorOverlap =
      Double(hb_ot_math_get_min_connector_overlap(font.raw, HB_DIRECTION_TTB)) * font.scale
  }
}
