/**
 * Words that may stand before a parenthesis in a query without calling code of the user's: Oracle's own functions,
 * and keywords. A function missing here costs one round trip more, nothing else.
 */

/** SQL Language Reference, Functions: those that run no PL/SQL of users. */
const functions = `
abs acos add_months any_value approx_count approx_count_distinct approx_median approx_percentile approx_rank
approx_sum ascii asciistr asin atan atan2 avg bfilename bin_to_num bitand bit_and_agg bit_or_agg bit_xor_agg
boolean_and_agg boolean_or_agg cardinality cast ceil chartorowid checksum chr cluster_id coalesce collation collect
compose con_dbid_to_id con_name_to_id concat convert corr corr_k corr_s cos cosh count covar_pop covar_samp cume_dist
current_timestamp cv dataobj_to_partition dbtimezone decode decompose dense_rank depth deref domain_check dump
empty_blob empty_clob every existsnode exp extract extractvalue first first_value floor from_tz greatest group_id
grouping grouping_id hextoraw initcap instr instr2 instr4 instrb instrc iteration_number json_array json_arrayagg
json_equal json_exists json_mergepatch json_object json_objectagg json_query json_scalar json_serialize json_table
json_transform json_value kurtosis_pop kurtosis_samp lag last last_day last_value lead least length length2 length4
lengthb lengthc listagg ln lnnvl localtimestamp log lower lpad ltrim make_ref max median min mod months_between nanvl
nchr new_time next_day nlssort nls_charset_decl_len nls_charset_id nls_charset_name nls_initcap nls_lower nls_upper
nth_value ntile nullif numtodsinterval numtoyminterval nvl nvl2 ora_dst_affected ora_hash path percent_rank
percentile_cont percentile_disc power presentnnv presentv previous rank ratio_to_report rawtohex rawtonhex ref
reftohex regexp_count regexp_instr regexp_like regexp_replace regexp_substr regr_avgx regr_avgy regr_count
regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy remainder replace round round_ties_to_even row_number
rowidtochar rowidtonchar rpad rtrim scn_to_timestamp sessiontimezone set sign sin sinh skewness_pop skewness_samp
soundex sqrt standard_hash stats_mode stddev stddev_pop stddev_samp substr substr2 substr4 substrb substrc sum
sys_connect_by_path sys_context sys_dburigen sys_extract_utc sys_guid sys_op_zone_id sys_typeid sys_xmlagg sys_xmlgen
tan tanh timestamp_to_scn to_approx_count_distinct to_binary_double to_binary_float to_blob to_boolean to_char to_clob
to_date to_dsinterval to_lob to_multi_byte to_nchar to_nclob to_number to_single_byte to_timestamp to_timestamp_tz
to_utc_timestamp_tz to_yminterval translate treat trim trunc tz_offset uid unistr updatexml upper user userenv
validate_conversion value var_pop var_samp variance vsize width_bucket xmlagg xmlattributes xmlcast xmlcdata
xmlcolattval xmlcomment xmlconcat xmldiff xmlelement xmlexists xmlforest xmlisvalid xmlnamespaces xmlparse xmlpatch
xmlpi xmlquery xmlroot xmlsequence xmlserialize xmltable xmltransform`

/** Keywords, operators and names of types that a parenthesis may follow. */
const keywords = `
all and any apply as asc between by case char character columns connect cross cube cursor cycle date desc
dimension distinct else except exclude exists fetch float for from full group having in include including inner
intersect interval into is join keep lateral left like like2 like4 likec list match_recognize measures member minus
model multiset natural nchar not nth null number nvarchar2 of offset on only or order outer over overlaps partition
pattern period pivot prior raw reference return returning right rollup rules sample second seed select sets some start
submultiset subset table then timestamp union unique unpivot update urowid using values varchar varchar2 versions when
where with within`

const builtIn = new Set(`${functions} ${keywords}`.trim().split(/\s+/))

/** Whether an unqualified word before a parenthesis is Oracle's own, in any case. */
export const isBuiltIn = (word: string): boolean => builtIn.has(word.toLowerCase())
